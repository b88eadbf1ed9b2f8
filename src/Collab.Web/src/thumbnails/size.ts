/** Of a picture in the list, in pixels: 16 to 10, as the cards are, and sharp on dense screens. */
export const thumbnailWidth = 480;
export const thumbnailHeight = 300;

/** What is done over and over in a frame, and the zoom it is done at: of near only some of the scene is seen, of far all. */
export const works = [
  { name: 'drag, near', kind: 'drag', zoom: 1 },
  { name: 'pan, near', kind: 'pan', zoom: 1 },
  { name: 'drag, all in sight', kind: 'drag', zoom: 0.1 },
  { name: 'pan, all in sight', kind: 'pan', zoom: 0.1 },
];

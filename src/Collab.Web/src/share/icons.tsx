import { icon } from '../app/icons';

export const ShareIcon = icon(
  <>
    <circle cx="9" cy="8.5" r="3.5" />
    <path d="M3 19.5c.6-3.2 2.9-5 6-5 1.600 0 3 .5 4 1.400M18 13v7M14.500 16.500h7" />
  </>,
);
export const EyeIcon = icon(
  <>
    <path d="M2.500 12S6 5.500 12 5.500 21.500 12 21.500 12 18 18.500 12 18.500 2.500 12 2.500 12z" />
    <circle cx="12" cy="12" r="2.800" />
  </>,
);
export const CommentIcon = icon(<path d="M4.500 5h15v11h-8l-4.500 3.500V16h-2.500z" />);
export const PencilIcon = icon(<path d="M4 20l1-4L16.500 4.500l3 3L8 19zM14.500 6.500l3 3" />);
export const CopyIcon = icon(
  <>
    <rect x="8.500" y="8.500" width="11" height="11" rx="2" />
    <path d="M15.500 8.500v-2a2 2 0 0 0-2-2h-7a2 2 0 0 0-2 2v7a2 2 0 0 0 2 2h2" />
  </>,
);

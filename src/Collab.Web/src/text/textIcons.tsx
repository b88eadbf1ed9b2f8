import { icon } from '../app/icons';

export const FindIcon = icon(<path d="M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5L20 20" />);
export const WrapIcon = icon(<path d="M4 6h16M4 18h5M4 12h13a3 3 0 0 1 0 6h-4.500M15 15.500L12.500 18l2.500 2.500" />);

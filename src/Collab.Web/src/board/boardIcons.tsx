import type { ReactNode } from 'react';

function icon(children: ReactNode) {
  return (
    <svg
      viewBox="0 0 24 24" width="16" height="16" fill="none" stroke="currentColor" strokeWidth="1.8"
      strokeLinecap="round" strokeLinejoin="round" aria-hidden="true"
    >
      {children}
    </svg>
  );
}

/** Icons of the board's own menu and tools. */
export const boardIcons = {
  insert: icon(<path d="M12 4v10M8 10.500l4 4 4-4M5 16v2.500A1.500 1.500 0 0 0 6.500 20h11a1.500 1.500 0 0 0 1.500-1.500V16" />),
  save: icon(<path d="M12 15V5M8 8.500l4-4 4 4M5 16v2.500A1.500 1.500 0 0 0 6.500 20h11a1.500 1.500 0 0 0 1.500-1.500V16" />),
  image: icon(
    <>
      <rect x="4" y="5" width="16" height="14" rx="2" />
      <circle cx="9" cy="10" r="1.500" />
      <path d="M4.500 17l5-4.500 3.500 3 2.500-2 4 3.500" />
    </>,
  ),
  vector: icon(<path d="M5 17C8 5 16 5 19 17M3.500 17h3M17.500 17h3M12 8V6.500M10.500 8h3" />),
  options: icon(<path d="M5 7h8M17 7h2M5 12h2M11 12h8M5 17h6M15 17h4M15 5.500v3M9 10.500v3M13 15.500v3" />),
  find: icon(
    <>
      <circle cx="11" cy="11" r="6" />
      <path d="M15.500 15.500L20 20" />
    </>,
  ),
  fit: icon(<path d="M4 9V5.500A1.500 1.500 0 0 1 5.500 4H9M15 4h3.500A1.500 1.500 0 0 1 20 5.500V9M20 15v3.500a1.500 1.500 0 0 1-1.500 1.500H15M9 20H5.500A1.500 1.500 0 0 1 4 18.500V15" />),
  grid: icon(<path d="M5 5h14v14H5zM5 9.700h14M5 14.300h14M9.700 5v14M14.300 5v14" />),
  look: icon(
    <>
      <path d="M3 12c2.500-4.500 5.500-6.500 9-6.500s6.500 2 9 6.500c-2.500 4.500-5.500 6.500-9 6.500S5.500 16.500 3 12z" />
      <circle cx="12" cy="12" r="2.500" />
    </>,
  ),
  laser: icon(<path d="M4 20l9-9M14.500 3.500v3M20.500 9.500h-3M18.700 5.300l-2 2M10.700 5.300l1 1M17.700 12.300l1 1" />),
  keys: icon(
    <>
      <rect x="3" y="7" width="18" height="11" rx="2" />
      <path d="M7 11h.010M12 11h.010M17 11h.010M8.500 14.500h7" />
    </>,
  ),
  comment: icon(<path d="M5.500 5h13A1.500 1.500 0 0 1 20 6.500v9a1.500 1.500 0 0 1-1.500 1.500H12l-4.500 3.500V17h-2A1.500 1.500 0 0 1 4 15.500v-9A1.500 1.500 0 0 1 5.500 5z" />),
};

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
  insert: icon(<path d="M12 4v10M8 10.500l4 4 4-4M5 16v2.500A1.5 1.5 0 0 0 6.5 20h11a1.5 1.5 0 0 0 1.5-1.500V16" />),
  save: icon(<path d="M12 15V5M8 8.500l4-4 4 4M5 16v2.500A1.5 1.5 0 0 0 6.5 20h11a1.5 1.5 0 0 0 1.5-1.500V16" />),
  image: icon(
    <>
      <rect x="4" y="5" width="16" height="14" rx="2" />
      <circle cx="9" cy="10" r="1.5" />
      <path d="M4.5 17l5-4.5 3.5 3 2.5-2 4 3.5" />
    </>,
  ),
  vector: icon(<path d="M5 17C8 5 16 5 19 17M3.5 17h3M17.5 17h3M12 8V6.500M10.5 8h3" />),
  options: icon(<path d="M5 7h8M17 7h2M5 12h2M11 12h8M5 17h6M15 17h4M15 5.500v3M9 10.500v3M13 15.500v3" />),
  find: icon(
    <>
      <circle cx="11" cy="11" r="6" />
      <path d="M15.5 15.500L20 20" />
    </>,
  ),
  fit: icon(<path d="M4 9V5.500A1.5 1.5 0 0 1 5.5 4H9M15 4h3.500A1.5 1.5 0 0 1 20 5.500V9M20 15v3.500a1.5 1.5 0 0 1-1.5 1.500H15M9 20H5.500A1.5 1.5 0 0 1 4 18.500V15" />),
  grid: icon(<path d="M5 5h14v14H5zM5 9.700h14M5 14.300h14M9.7 5v14M14.3 5v14" />),
  look: icon(
    <>
      <path d="M3 12c2.5-4.5 5.5-6.5 9-6.500s6.5 2 9 6.500c-2.5 4.5-5.5 6.5-9 6.500S5.5 16.5 3 12z" />
      <circle cx="12" cy="12" r="2.5" />
    </>,
  ),
  laser: icon(<path d="M4 20l9-9M14.5 3.500v3M20.5 9.500h-3M18.7 5.300l-2 2M10.7 5.300l1 1M17.7 12.300l1 1" />),
  keys: icon(
    <>
      <rect x="3" y="7" width="18" height="11" rx="2" />
      <path d="M7 11h.010M12 11h.010M17 11h.010M8.5 14.500h7" />
    </>,
  ),
  addComment: icon(
    <>
      <path d="M5.5 5h13A1.5 1.5 0 0 1 20 6.500v9a1.5 1.5 0 0 1-1.5 1.500H12l-4.5 3.500V17h-2A1.5 1.5 0 0 1 4 15.500v-9A1.5 1.5 0 0 1 5.5 5z" />
      <path d="M12 8.200v5.600M9.2 11h5.6" />
    </>,
  ),
  comments: icon(
    <>
      <path d="M4.5 4h10A1.5 1.5 0 0 1 16 5.500v6a1.5 1.5 0 0 1-1.5 1.500H9l-3.5 3v-3h-1A1.5 1.5 0 0 1 3 11.500v-6A1.5 1.5 0 0 1 4.5 4z" />
      <path d="M19 9h.500A1.5 1.5 0 0 1 21 10.500v6a1.5 1.5 0 0 1-1.5 1.500h-1v2.500L15 18h-3.5" />
    </>,
  ),
};

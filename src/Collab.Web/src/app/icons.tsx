import type { ReactNode } from 'react';
import type { EditorKind } from '../documents/kinds';

export function icon(children: ReactNode) {
  return function Icon() {
    return (
      <svg
        viewBox="0 0 24 24" width="20" height="20" fill="none" stroke="currentColor" strokeWidth="1.8"
        strokeLinecap="round" strokeLinejoin="round" aria-hidden="true"
      >
        {children}
      </svg>
    );
  };
}

export const LogoIcon = () => <img className="logo" src="/favicon.svg" alt="" width="32" height="32" />;
export const BackIcon = icon(<path d="M15 5l-7 7 7 7" />);
export const LinkIcon = icon(
  <>
    <path d="M10 14a4.5 4.5 0 0 0 6.4 0l3-3A4.5 4.5 0 0 0 13 4.6l-1 1" />
    <path d="M14 10a4.5 4.5 0 0 0-6.4 0l-3 3A4.5 4.5 0 0 0 11 19.4l1-1" />
  </>,
);
export const CloseIcon = icon(<path d="M6 6l12 12M18 6L6 18" />);
export const MoreIcon = icon(<path d="M5 12h.01M12 12h.01M19 12h.01" strokeWidth="2.6" />);
export const CheckIcon = icon(<path d="M5 12.5l4.5 4.5L19 7.5" />);
export const CloudOffIcon = icon(
  <>
    <path d="M9.5 6.6a6 6 0 0 1 8.1 3.9 4 4 0 0 1 2.3 6.5M17 18.5H7a3.4 3.4 0 0 1-.9-6.7 6 6 0 0 1 .4-1.9" />
    <path d="M4 4l16 16" />
  </>,
);
export const WarningIcon = icon(<path d="M12 4.5l9 15.5H3zM12 10v4.5M12 17.3v.2" />);
export const ClosedIcon = icon(<path d="M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM6 6l12 12" />);
export const SavingIcon = icon(<path d="M20 12a8 8 0 0 1-14.3 4.9M4 12a8 8 0 0 1 14.3-4.9M18.5 3v4.3h-4.3M5.5 21v-4.3h4.3" />);
export const BoardIcon = icon(
  <>
    <rect x="3.5" y="4" width="8" height="7" rx="1.5" />
    <circle cx="16.5" cy="16" r="4" />
    <path d="M7.5 14.5c0 2.5 1 4 3.5 4.5M14.5 6.5h2a2.5 2.5 0 0 1 2.5 2.5" />
  </>,
);
export const PageIcon = icon(
  <>
    <path d="M6 3.5h8l4.5 4.5v11a1.5 1.5 0 0 1-1.5 1.5H6A1.5 1.5 0 0 1 4.5 19V5A1.5 1.5 0 0 1 6 3.5z" />
    <path d="M14 3.5V8h4.5M8 12.5h7M8 16h5" />
  </>,
);
export const TextIcon = icon(<path d="M8.5 7L4 12l4.5 5M15.5 7L20 12l-4.5 5M13.200 5.5l-2.4 13" />);
export const OtherIcon = icon(<path d="M12 4l7 4v8l-7 4-7-4V8zM5 8l7 4 7-4M12 12v8" />);

const kindIcons = { board: BoardIcon, page: PageIcon, text: TextIcon, other: OtherIcon };

export function KindIcon({ kind }: { readonly kind: EditorKind | 'other' }) {
  const Icon = kindIcons[kind];
  return <span className={`kind-icon ${kind}`}><Icon /></span>;
}

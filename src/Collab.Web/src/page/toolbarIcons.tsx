import type { ReactNode } from 'react';

function icon(children: ReactNode) {
  return function ToolbarIcon() {
    return (
      <svg
        viewBox="0 0 20 20" width="18" height="18" fill="none" stroke="currentColor" strokeWidth="1.6"
        strokeLinecap="round" strokeLinejoin="round" aria-hidden="true"
      >
        {children}
      </svg>
    );
  };
}

export const UndoIcon = icon(<path d="M7 4L3.5 7.5 7 11M4 7.5h7.5a4.5 4.5 0 0 1 0 9H8" />);
export const RedoIcon = icon(<path d="M13 4l3.5 3.5L13 11M16 7.5H8.5a4.5 4.5 0 0 0 0 9H12" />);
export const CodeIcon = icon(<path d="M7 6l-4 4 4 4M13 6l4 4-4 4" />);
export const HighlightIcon = icon(<path d="M12 3.5l4.5 4.5-7 7H5.5L4 13.5l1-3zM3 18h14" />);
export const BulletsIcon = icon(<path d="M8 5h9M8 10h9M8 15h9M3.5 5h.01M3.5 10h.01M3.5 15h.01" strokeWidth="2" />);
export const NumbersIcon = icon(<path d="M8.5 5H17M8.5 10H17M8.5 15H17M3 3.5l1-.5V7M3 12.5c0-1.300 2-1.300 2 0 0 .8-2 2-2 2.800h2.200" />);
export const TasksIcon = icon(<path d="M3 5l1.300 1.300L6.800 3.800M3 14l1.300 1.300 2.5-2.5M10 5.5h7M10 14.5h7" />);
export const QuoteIcon = icon(<path d="M4 4v12M8 6h8M8 10h8M8 14h5" />);
export const TableIcon = icon(<path d="M3 4h14v12H3zM3 8.5h14M3 12.200h14M8 4v12M12.5 4v12" />);
export const RuleIcon = icon(<path d="M2.5 10h15M5 5.5h.01M10 5.5h.01M15 5.5h.01M5 14.5h.01M10 14.5h.01M15 14.5h.01" />);

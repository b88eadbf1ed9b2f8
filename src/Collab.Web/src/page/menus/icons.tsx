import type { ReactNode } from 'react';

function icon(children: ReactNode) {
  return function MenuIcon() {
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

const letter = (text: string) => icon(
  <text x="10" y="14.500" textAnchor="middle" fontSize="12" fontWeight="650" fill="currentColor" stroke="none" fontFamily="var(--font)">{text}</text>,
);

export const UndoIcon = icon(<path d="M7 4L3.5 7.5 7 11M4 7.5h7.5a4.5 4.5 0 0 1 0 9H8" />);
export const RedoIcon = icon(<path d="M13 4l3.5 3.5L13 11M16 7.5H8.5a4.5 4.5 0 0 0 0 9H12" />);
export const BoldIcon = icon(<path d="M6 4h4.500a3 3 0 0 1 0 6H6zM6 10h5.500a3 3 0 0 1 0 6H6z" strokeWidth="2.200" />);
export const ItalicIcon = icon(<path d="M8.500 4h6M5.500 16h6M12 4L8 16" />);
export const UnderlineIcon = icon(<path d="M5.500 3.500V9a4.500 4.500 0 0 0 9 0V3.500M4.500 17h11" />);
export const StrikeIcon = icon(<path d="M14 6.500C13.500 4.800 12 4 10 4 7.500 4 6 5.200 6 7c0 3.500 8.500 2.500 8.500 6 0 1.800-1.800 3-4.500 3-2.300 0-4-1-4.500-2.700M3 10h14" />);
export const CodeIcon = icon(<path d="M7 6l-4 4 4 4M13 6l4 4-4 4" />);
export const HighlightIcon = icon(<path d="M12 3.5l4.5 4.5-7 7H5.5L4 13.5l1-3zM3 18h14" />);
export const ChainIcon = icon(
  <>
    <path d="M8.500 11.500a3.500 3.500 0 0 0 5.200 0l2.300-2.400a3.500 3.500 0 0 0-5-5l-1 1" />
    <path d="M11.500 8.500a3.500 3.500 0 0 0-5.200 0L4 10.900a3.500 3.500 0 0 0 5 5l1-1" />
  </>,
);
export const CommentIcon = icon(<path d="M4 4.500h12a1.500 1.500 0 0 1 1.500 1.500v7a1.500 1.500 0 0 1-1.500 1.500h-5L7 18v-3.500H4A1.500 1.500 0 0 1 2.500 13V6A1.500 1.500 0 0 1 4 4.500z" />);
export const ParagraphIcon = icon(<path d="M4 5h12M4 8.300h12M4 11.700h12M4 15h7" />);
export const Heading1Icon = letter('H1');
export const Heading2Icon = letter('H2');
export const Heading3Icon = letter('H3');
export const BulletsIcon = icon(<path d="M8 5h9M8 10h9M8 15h9M3.500 5h.01M3.500 10h.01M3.500 15h.01" strokeWidth="2" />);
export const NumbersIcon = icon(<path d="M8.500 5H17M8.500 10H17M8.500 15H17M3 3.500l1-.5V7M3 12.500c0-1.300 2-1.300 2 0 0 .8-2 2-2 2.800h2.200" />);
export const TasksIcon = icon(<path d="M3 5l1.300 1.300L6.800 3.800M3 14l1.300 1.300 2.500-2.500M10 5.500h7M10 14.500h7" />);
export const QuoteIcon = icon(<path d="M4 4v12M8 6h8M8 10h8M8 14h5" />);
export const InfoIcon = icon(<path d="M10 2.800a7.200 7.200 0 1 0 0 14.400 7.200 7.200 0 0 0 0-14.400zM10 9.300v4M10 6.500v.01" />);
export const TipIcon = icon(<path d="M7.500 14c0-2-2.300-2.800-2.300-6a4.800 4.800 0 0 1 9.600 0c0 3.200-2.300 4-2.300 6zM8 17h4" />);
export const CautionIcon = icon(<path d="M10 3.500l7.500 13h-15zM10 8.500v3.500M10 14.200v.01" />);
export const CodeBlockIcon = icon(<path d="M3.500 3.500h13a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1zM8 7.500L5.500 10 8 12.500M12 7.500l2.500 2.500-2.500 2.500" />);
export const TableIcon = icon(<path d="M3 4h14v12H3zM3 8.500h14M3 12.200h14M8 4v12M12.500 4v12" />);
export const RuleIcon = icon(<path d="M2.500 10h15M5 5.500h.01M10 5.500h.01M15 5.500h.01M5 14.500h.01M10 14.500h.01M15 14.500h.01" />);
export const ImageIcon = icon(<path d="M3.500 3.500h13a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1zM2.800 14.500l4.200-4 3.500 3.500 2-2 4.500 3.700M13 7.500v.01" />);
export const AlignStartIcon = icon(<path d="M3.500 5h13M3.500 10h8M3.500 15h11" />);
export const AlignCenterIcon = icon(<path d="M3.500 5h13M6 10h8M4.500 15h11" />);
export const AlignEndIcon = icon(<path d="M3.500 5h13M8.500 10h8M5.500 15h11" />);
export const GripIcon = icon(<path d="M7.500 5h.01M12.500 5h.01M7.500 10h.01M12.500 10h.01M7.500 15h.01M12.500 15h.01" strokeWidth="2.400" />);
export const PlusIcon = icon(<path d="M10 4v12M4 10h12" />);
export const ArrowUpIcon = icon(<path d="M10 16V4M5 9l5-5 5 5" />);
export const ArrowDownIcon = icon(<path d="M10 4v12M5 11l5 5 5-5" />);
export const CopyIcon = icon(<path d="M7 7h9.500v9.500H7zM4 13H3.500V3.500H13V4" />);
export const BinIcon = icon(<path d="M3.500 5.500h13M8 5.500v-2h4v2M5 5.500l.8 11h8.400l.8-11M8.500 8.500v5M11.500 8.500v5" />);
export const RowIcon = icon(<path d="M3 4h14v12H3zM3 8h14M3 12h14" />);
export const ColumnIcon = icon(<path d="M3 4h14v12H3zM7.700 4v12M12.300 4v12" />);
export const DownIcon = icon(<path d="M6 8l4 4 4-4" />);
export const SearchIcon = icon(<path d="M9 3.500a5.500 5.500 0 1 0 0 11 5.500 5.500 0 0 0 0-11zM13 13l4 4" />);
export const OutlineIcon = icon(<path d="M3.500 5h9M6.500 10h10M6.500 15h7" />);

import type { ReactNode } from 'react';
import type { BoardElement } from '../board/elementRecord';
import type { Content } from './content';
import type { PageNode } from './pageWriter';

/** A small picture of what a template has in it, drawn from that. */
export function Preview({ content }: { readonly content: Content }) {
  switch (content.kind) {
    case 'board':
      return <BoardPreview elements={content.elements} />;
    case 'page':
      return <div className="page-preview" aria-hidden="true">{content.blocks.map((block, at) => <Block key={at} node={block} />)}</div>;
    case 'text':
      return <pre className="text-preview" aria-hidden="true">{content.text}</pre>;
  }
}

const number = (element: BoardElement, key: string): number => Number(element[key]);
const string = (element: BoardElement, key: string): string => String(element[key]);

function BoardPreview({ elements }: { readonly elements: readonly BoardElement[] }) {
  const lefts = elements.map((element) => number(element, 'x'));
  const tops = elements.map((element) => number(element, 'y'));
  const [x, y] = [Math.min(...lefts) - 20, Math.min(...tops) - 20];
  const width = Math.max(...elements.map((element) => number(element, 'x') + number(element, 'width'))) + 20 - x;
  const height = Math.max(...elements.map((element) => number(element, 'y') + number(element, 'height'))) + 20 - y;
  return (
    <svg viewBox={`${x} ${y} ${width} ${height}`} preserveAspectRatio="xMidYMid meet" aria-hidden="true">
      {elements.map((element) => <g key={element.id}>{drawn(element)}</g>)}
    </svg>
  );
}

function drawn(element: BoardElement): ReactNode {
  const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((key) => number(element, key)) as [number, number, number, number];
  const look = {
    stroke: string(element, 'strokeColor'), fill: string(element, 'backgroundColor'), strokeWidth: number(element, 'strokeWidth') * 1.5,
    ...(element['strokeStyle'] === 'dashed' && { strokeDasharray: '12 9' }),
  };
  switch (element.type) {
    case 'rectangle':
      return <rect x={x} y={y} width={width} height={height} rx="10" {...look} />;
    case 'ellipse':
      return <ellipse cx={x + width / 2} cy={y + height / 2} rx={width / 2} ry={height / 2} {...look} />;
    case 'diamond':
      return <path d={`M${x + width / 2} ${y}l${width / 2} ${height / 2}-${width / 2} ${height / 2}-${width / 2}-${height / 2}z`} {...look} />;
    case 'text':
      return string(element, 'text').split('\n').map((line, at) => (
        <text
          key={at} x={x + width / 2} y={y + number(element, 'fontSize') * (1 + at * 1.25)} textAnchor="middle"
          fontSize={number(element, 'fontSize')} fill={string(element, 'strokeColor')}
        >
          {line}
        </text>
      ));
    default: {
      const points = element['points'] as readonly (readonly [number, number])[];
      return <polyline points={points.map(([px, py]) => `${x + px},${y + py}`).join(' ')} {...look} fill="none" />;
    }
  }
}

/** A block as the lines that it would have from far away. */
function Block({ node: { type, attrs, content = [], text, marks } }: { readonly node: PageNode }): ReactNode {
  const inside = content.map((child, at) => <Block key={at} node={child} />);
  switch (type) {
    case 'text':
      return marks ? <b>{text}</b> : text;
    case 'heading':
      return <div className={`h${String(attrs?.['level'])}`}>{inside}</div>;
    case 'taskItem':
      return <div className="task">{inside}</div>;
    case 'listItem':
      return <div className="list-item">{inside}</div>;
    case 'blockquote':
      return <div className="quote">{inside}</div>;
    case 'tableRow':
      return <div className="row">{inside}</div>;
    default:
      return <div>{inside}</div>;
  }
}

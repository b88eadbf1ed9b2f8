import { common, createLowlight } from 'lowlight';
import type { Highlight, Token } from './codeHighlighting';

const lowlight = createLowlight(common);

type Tree = { readonly type: string; readonly value?: string; readonly children?: readonly Tree[]; readonly properties?: object };

/** Colours code; a module of its own, because the languages are large. */
export const highlight: Highlight = (language, code) => {
  const tokens: Token[] = [];
  let at = 0;
  const walk = (nodes: readonly Tree[], className: string) => {
    for (const node of nodes) {
      if (node.type === 'text') {
        const end = at + (node.value?.length ?? 0);
        if (className !== '') {
          tokens.push({ from: at, to: end, className });
        }
        at = end;
      } else {
        const own = (node.properties as { className?: readonly string[] } | undefined)?.className;
        walk(node.children ?? [], own ? own.join(' ') : className);
      }
    }
  };
  walk(lowlight.highlight(language, code).children as readonly Tree[], '');
  return tokens;
};

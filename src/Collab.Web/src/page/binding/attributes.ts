import type { Attrs, NodeType } from '@tiptap/pm/model';
import { isRecord } from '../../session/peers';

type Check = (value: unknown) => boolean;

/** The longest text that an attribute may hold. */
const maxText = 2_000;

const isCount = (from: number, to: number): Check => (value) => Number.isInteger(value) && Number(value) >= from && Number(value) <= to;
const isOneOf = (...values: readonly unknown[]): Check => (value) => values.includes(value);
const isPlain: Check = (value) => value === null || typeof value === 'boolean'
  || (typeof value === 'number' && Number.isFinite(value)) || (typeof value === 'string' && value.length <= maxText);
const isPath = (value: unknown): boolean => typeof value === 'string' && isOwnFile(value);

/** What attributes may hold; others may hold anything short. A table of a million columns would hang every browser. */
const checks: Readonly<Record<string, Readonly<Record<string, Check>>>> = {
  heading: { level: isOneOf(1, 2, 3) },
  orderedList: { start: isCount(0, 1_000_000) },
  codeBlock: { language: (value) => typeof value === 'string' && /^[\w+#.-]{1,30}$/.test(value) },
  taskItem: { checked: isOneOf(true, false) },
  callout: { kind: isOneOf('info', 'tip', 'warning') },
  tableCell: { colspan: isCount(1, 50), rowspan: isCount(1, 200), colwidth: isOneOf(null) },
  tableHeader: { colspan: isCount(1, 50), rowspan: isCount(1, 200), colwidth: isOneOf(null) },
  image: { src: isPath, width: isCount(16, 10_000), height: isCount(16, 10_000) },
};

const isAlignment = isOneOf(null, 'left', 'center', 'right', 'justify', 'start', 'end');

/** Whether an image may be shown: one of this server's files, by path, so that it cannot lead elsewhere. */
export function isOwnFile(path: string): boolean {
  return /^\/api\/files\/[0-9a-f]{64}\/[^\s\\?#]{1,1000}$/.test(path) && !/\/\/|\/(?:\.|%2e){1,2}(?:\/|$)/i.test(path);
}

/** The attributes of a node as the editor may have them: what is of no use is left out, so that the default holds. */
export function cleanAttributes(type: NodeType, raw: unknown): Attrs {
  const attributes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(isRecord(raw) ? raw : {})) {
    const check = checks[type.name]?.[name] ?? (name === 'textAlign' ? isAlignment : isPlain);
    if (Object.hasOwn(type.spec.attrs ?? {}, name) && check(value)) {
      attributes[name] = value;
    }
  }
  return attributes;
}

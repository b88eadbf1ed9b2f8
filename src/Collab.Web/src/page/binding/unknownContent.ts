import { Node } from '@tiptap/core';
import { Mark, type MarkType, type Schema } from '@tiptap/pm/model';

/** The longest name of unknown content that is shown. */
const maxNameLength = 40;

/** Stands for a block that this version cannot show: one of a newer version, or nonsense. The document keeps what it is. */
export const UnknownBlock = Node.create({
  name: 'unknownBlock',
  group: 'block',
  atom: true,
  addAttributes: () => ({ name: { default: '' } }),
  renderHTML: ({ node }) => ['div', { class: 'unknown-block' }, describe(node.attrs['name'])],
});

/** The same within a line. */
export const UnknownInline = Node.create({
  name: 'unknownInline',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => ({ name: { default: '' } }),
  renderHTML: ({ node }) => ['span', { class: 'unknown-inline' }, describe(node.attrs['name'])],
});

export const shortName = (name: string): string => name.slice(0, maxNameLength);

const describe = (name: unknown): string => (typeof name === 'string' && name !== '' ? `⟨${name}⟩` : '⟨?⟩');

/** With the value as it is: `create` of a type takes only the attributes that the type has. */
const newMark = (type: MarkType, attrs: unknown): Mark =>
  new (Mark as unknown as new (type: MarkType, attrs: unknown) => Mark)(type, attrs);

// As an element: ProseMirror would look into the value of the mark for what goes into an array.
function plainSpan() {
  const dom = document.createElement('span');
  return { dom, contentDOM: dom };
}

/**
 * Marks that the schema does not know. Each is an own type with the name and the value that the document has, so that the
 * words under it can be edited and keep it.
 */
export class UnknownMarks {
  private readonly types = new Map<string, MarkType>();

  constructor(private readonly schema: Schema) {}

  create(name: string, value: unknown): Mark {
    return newMark(this.typeOf(name), value);
  }

  private typeOf(name: string): MarkType {
    let type = this.types.get(name);
    if (!type) {
      const base: MarkType = Object.values(this.schema.marks)[0] as MarkType;
      const made: MarkType = Object.create(base, {
        name: { value: name },
        spec: { value: { toDOM: plainSpan } },
      }) as MarkType;
      // A mark that does not exclude itself is kept under a hashed name, as one of several.
      Object.defineProperty(made, 'excluded', { value: [made] });
      Object.defineProperty(made, 'create', { value: (attrs: unknown) => newMark(made, attrs) });
      type = made;
      this.types.set(name, type);
      // Where words are typed under it, ProseMirror looks it up by its name.
      (this.schema.marks as Record<string, MarkType>)[name] ??= made;
    }
    return type;
  }
}

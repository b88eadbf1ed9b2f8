import { Fragment, type Mark, type Node, type NodeType, type Schema } from '@tiptap/pm/model';
import * as Y from 'yjs';
import { cleanAttributes } from './attributes';
import { shortName, UnknownMarks } from './unknownContent';

/** What each shared type, or value among them, is shown as: elements a node, texts their runs. Kept by y-tiptap too. */
export type NodeMapping = Map<unknown, Node | readonly Node[] | { readonly nodeSize: number }>;

/** Deeper than anybody nests; beyond it the stack would end before the document. */
const maxDepth = 60;

/** Of y-tiptap: a mark that may be there several times has a hash behind its name. */
const hashedName = /--[a-zA-Z0-9+/=]{8}$/;

/**
 * Reads a shared document as nodes of the editor's schema, as far as they are not known from before.
 *
 * It never changes what it reads (but see {@link joinOwn}): what the schema has no place for is shown as unknown content, and
 * stays in the document as it is. Other bindings delete it, and so a document made with a newer version by looking at it.
 */
export class NodeReader {
  private readonly unknownMarks: UnknownMarks;

  constructor(private readonly schema: Schema, private readonly mapping: NodeMapping) {
    this.unknownMarks = new UnknownMarks(schema);
  }

  /** The blocks of the document; never none. */
  readBlocks(fragment: Y.XmlFragment): Node[] {
    const blocks = this.readChildren(fragment, false, 0);
    return blocks.length > 0 ? blocks : [this.schema.nodes['paragraph']!.create()];
  }

  private readChildren(parent: Y.XmlFragment, inline: boolean, depth: number): Node[] {
    const children: Node[] = [];
    for (let item = parent._start; item !== null; item = item.right) {
      if (item.deleted || !item.countable) {
        continue;
      }
      if (item.content instanceof Y.ContentType) {
        this.readType(item.content.type, inline, depth, children);
      } else {
        this.readValues(item, inline, children);
      }
    }
    return children;
  }

  private readType(type: Y.AbstractType<unknown>, inline: boolean, depth: number, into: Node[]): void {
    if (inline && type instanceof Y.XmlText) {
      joinOwn(type);
    }
    const known = this.mapping.get(type);
    if (Array.isArray(known)) {
      into.push(...(known as readonly Node[]));
    } else if (known !== undefined) {
      into.push(known as Node);
    } else if (type instanceof Y.XmlText && inline) {
      into.push(...this.readText(type));
    } else {
      const node = type instanceof Y.XmlElement ? this.readElement(type, inline, depth) : this.unknown('', inline);
      this.mapping.set(type, node);
      into.push(node);
    }
  }

  private readElement(element: Y.XmlElement, inline: boolean, depth: number): Node {
    const type = this.schema.nodes[element.nodeName];
    const hasPlace = depth > 0 || (type && this.schema.topNodeType.contentMatch.matchType(type));
    if (!type || type.isText || type === this.schema.topNodeType || type.isInline !== inline || depth > maxDepth || !hasPlace) {
      return this.unknown(element.nodeName, inline);
    }
    const children = type.isLeaf ? [] : this.readChildren(element, type.inlineContent, depth + 1);
    return createNode(type, element.getAttributes(), children) ?? this.unknown(element.nodeName, inline);
  }

  private readText(text: Y.XmlText): readonly Node[] {
    const nodes: Node[] = [];
    for (const { insert, attributes } of text.toDelta() as readonly { insert: unknown; attributes?: object }[]) {
      if (typeof insert !== 'string') {
        // Something embedded: the editor's texts have no place for it.
        const node = this.unknown('', true);
        this.mapping.set(text, node);
        return [node];
      }
      nodes.push(this.schema.text(insert, this.readMarks(attributes ?? {})));
    }
    this.mapping.set(text, nodes);
    return nodes;
  }

  private readMarks(attributes: object): readonly Mark[] {
    // A name that every object has would be taken for one of the schema's where marks become HTML.
    return Object.entries(attributes).filter(([key]) => !(key in Object.prototype)).map(([key, value]) => {
      const name = key.replace(hashedName, '');
      try {
        return this.schema.marks[name]?.create(value as object) ?? this.unknownMarks.create(key, value);
      } catch {
        // It lacks an attribute that it must have.
        return this.unknownMarks.create(key, value);
      }
    });
  }

  /** Values that are no shared types: only nonsense has them here. y-tiptap counts positions along types, so they get one. */
  private readValues(item: Y.Item, inline: boolean, into: Node[]): void {
    const values = item.content.getContent();
    const standIn = { _item: item, _first: null, _length: 0 };
    Object.defineProperty(item.content, 'type', { value: standIn, configurable: true });
    this.mapping.set(standIn, { nodeSize: values.length });
    for (const value of values) {
      const node = this.mapping.get(value) ?? this.unknown('', inline);
      this.mapping.set(value, node);
      into.push(node as Node);
    }
  }

  private unknown(name: string, inline: boolean): Node {
    return this.schema.nodes[inline ? 'unknownInline' : 'unknownBlock']!.create({ name: shortName(name) });
  }
}

/** Null if the children have no place in the type. What the type needs besides them is added, to be written with an edit. */
function createNode(type: NodeType, attributes: unknown, children: readonly Node[]): Node | null {
  try {
    const attrs = cleanAttributes(type, attributes);
    const allowed = children.every((child) => type.allowsMarks(child.marks))
      ? children
      : children.map((child) => child.mark(type.allowedMarks(child.marks)));
    const content = Fragment.fromArray([...allowed]);
    return type.validContent(content) ? type.create(attrs, content) : type.createAndFill(attrs, content);
  } catch {
    // An attribute without which there is no such node.
    return null;
  }
}

/**
 * Two people who type into an empty paragraph at once each put a text into it. They are made one by the person who put the
 * right one there, and by nobody else, or its words would be there twice.
 */
function joinOwn(text: Y.XmlText): void {
  const content = text._item?.right?.content;
  const next = content instanceof Y.ContentType ? content.type : null;
  const doc = text.doc;
  if (doc && next instanceof Y.XmlText && next._item && !next._item.deleted && next._item.id.client === doc.clientID) {
    doc.transact((transaction) => {
      text.applyDelta([{ retain: text.length }, ...(next.toDelta() as object[])]);
      next._item?.delete(transaction);
    });
  }
}

import type { Command } from './command';

const sources = new Map<symbol, readonly Command[]>();
const listeners = new Set<() => void>();
let all: readonly Command[] = [];

/** Has commands there until they are taken back. Returns how. One with the same id as an older one stands for it meanwhile. */
export function registerCommands(commands: readonly Command[]): () => void {
  const source = Symbol();
  sources.set(source, commands);
  update();
  return () => {
    sources.delete(source);
    update();
  };
}

export const registry = {
  /** All that are there, each id once, in the order in which they came. */
  commands: (): readonly Command[] => all,
  subscribe: (changed: () => void): (() => void) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  },
};

function update(): void {
  all = [...new Map([...sources.values()].flat().map((command) => [command.id, command])).values()];
  listeners.forEach((listener) => listener());
}

// What the test can ask for. One session at a time; replicas are known by their place in it.
import * as Y from 'yjs';
import { act } from './commands.mjs';
import { observe } from './observe.mjs';
import { Replica } from './replica.mjs';
import { ywasmRequests } from './ywasm.mjs';

let replicas = [];

const requests = {
  ...ywasmRequests,

  /** Begins a session: { replicas: [what Replica takes] }. */
  open(request) {
    replicas.forEach((replica) => replica.doc.destroy());
    replicas = request.replicas.map((options) => new Replica(options));
  },

  /**
   * Edits: { random: [[replica, transactions]], told: [[replica, [[command]]]] }, by chance or as told, a list a transaction.
   * Gives for each replica of `random` its updates, for each of `told` the update of each transaction, or null, and
   * what observers heard.
   */
  edit({ random, told }) {
    return {
      random: random.map(([replica, transactions]) => {
        replicas[replica].edit(transactions);
        return replicas[replica].takeUpdates();
      }),
      told: told.map(([replica, transactions]) =>
        transactions.map((commands) => {
          act(replicas[replica], commands);
          return [joined(replicas[replica].takeUpdates()), replicas[replica].takeHeard()];
        })),
    };
  },

  /**
   * Deliveries: [[replica, [[version, update]]]]. Gives for each the update event of each delivery, or null, with what observers
   * heard, and the updates that the replica made of its own accord, such as the removal of formats that mean nothing.
   */
  deliver({ to }) {
    return to.map(([replica, updates]) => {
      const echoes = updates.map(([version, update]) => replicas[replica].receive(version, update));
      return { echoes, own: replicas[replica].takeUpdates() };
    });
  },

  /** What one replica lacks of another, as it would be synced: [[from, version, state vector]]. */
  diff({ of }) {
    return of.map(([from, version, stateVector]) => version === 2
      ? Y.encodeStateAsUpdateV2(replicas[from].doc, stateVector)
      : Y.encodeStateAsUpdate(replicas[from].doc, stateVector));
  },

  /** What is in replicas: { of: [replica], bytes: whether to encode the whole state too }. */
  observe({ of, bytes }) {
    return of.map((replica) => observe(replicas[replica], bytes));
  },

  /** What Yjs makes of updates without a document. */
  updates({ list, stateVector }) {
    const merged = Y.mergeUpdates(list);
    const mergedV2 = Y.mergeUpdatesV2(list.map(Y.convertUpdateFormatV1ToV2));
    return {
      merged,
      mergedV2,
      converted: Y.convertUpdateFormatV1ToV2(merged),
      convertedV2: Y.convertUpdateFormatV2ToV1(mergedV2),
      diff: Y.diffUpdate(merged, stateVector),
      diffV2: Y.diffUpdateV2(mergedV2, stateVector),
      stateVector: Y.encodeStateVectorFromUpdate(merged),
      stateVectorV2: Y.encodeStateVectorFromUpdateV2(mergedV2),
    };
  },
};

export function handle(request) {
  return requests[request.do](request) ?? null;
}

// A told transaction raises one event; what Yjs does about formats after it is part of the same transaction.
function joined(updates) {
  if (updates.length > 1) {
    throw new Error(`one transaction made ${updates.length} updates`);
  }

  return updates[0]?.v1 ?? null;
}

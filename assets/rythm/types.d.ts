// What the store's files share, for `tsc --checkJs`; browsers never load it.
type Entity = "workout" | "workout_exercise" | "set" | "metric";
/** A row as the server tells it; its other fields are those of its table. */
interface Row { id: string; entity: Entity; [field: string]: any }
type Change = [entity: Entity, id: string, fields: Record<string, any>];
/** One intent of the member: some fields of one row. The first operation of a row creates it. */
interface Operation {
  op_id: string; seq: number; entity: Entity; entity_id: string; fields: Record<string, any>; at: number;
}
/** An exercise of a workout with its sets, in order. */
interface Member { row: Row; sets: Row[] }
/** What stands in a field being typed in. */
interface Draft { text: string; value: any; error: string; dirty: boolean }
interface Signal<T> { get(): T; set(next: T): void; subscribe(watcher: () => void): () => void }
declare var rythm: any;
/** What the build tells the service worker. */
declare var SHELL: {
  build: string; files: [path: string, integrity?: string][]; pages: string[]; filled: string; fallback: string;
};

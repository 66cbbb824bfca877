/** Those of a union that have this field. Generated types call the kinds one did not ask for `Record<…, never>`. */
type Having<Node, Key extends string> =
  Node extends Record<Key, infer Value> ? ([Value] extends [never] ? never : Node) : never;

/** What `node` gave, if it is of the kind that has this field; null for any other kind, and for nothing. */
export function having<Node, Key extends string>(node: Node | null | undefined, key: Key): Having<Node, Key> | null {
  return typeof node === 'object' && node && key in node ? (node as Having<Node, Key>) : null;
}

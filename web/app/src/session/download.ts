import { warn } from '@/feedback/toasts';
import { table } from '@/table/texts';
import * as session from './session';

/** Hands a file to the browser. */
export function save(file: Blob, name: string) {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Fetches a file that only those who are signed in may have, and hands it to the browser. */
export async function download(path: string, name: string) {
  const answer = await fetch(path, { headers: { authorization: `Bearer ${await session.token()}` } }).catch(() => null);
  if (answer?.ok) save(await answer.blob(), name);
  else warn(table.exportFailed);
}

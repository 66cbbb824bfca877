import type { Client } from '@urql/core';
import { say, warn } from '@/feedback/toasts';
import { save } from '@/session/download';
import { isoDay } from '@/time/time';
import { CreatorDataDocument, CustomerDataDocument } from './query.gen';
import { people as texts } from './texts';

/** The name of the file somebody's data is saved in. */
export const fileName = (who: string, now: Date): string =>
  `${
    who
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'data'
  }-${isoDay(now)}.json`;

function hand(known: unknown, who: string) {
  const file = new Blob([JSON.stringify(known, null, 2)], { type: 'application/json' });
  save(file, fileName(who, new Date()));
  say(texts.found);
}

const FRESH = { requestPolicy: 'network-only' } as const;

/** Saves all that is known of a creator. */
export async function tellOfCreator(client: Client, id: string, name: string) {
  const { data } = await client.query(CreatorDataDocument, { id }, FRESH).toPromise();
  if (data) hand(data.creatorData, name);
  else warn(texts.failed);
}

/** Saves all that is known of a customer. */
export async function tellOfCustomer(client: Client, customer: string) {
  const { data } = await client.query(CustomerDataDocument, { customer }, FRESH).toPromise();
  if (!data) warn(texts.failed);
  else if (data.customerData) hand(data.customerData, customer);
  else warn(texts.none);
}

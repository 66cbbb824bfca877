import type { MissedSaleState } from '@/graph/schema.gen';

/** What both sides read of a sale that an affiliate misses. */
export const missedSales = {
  title: 'Missed sales',
  reference: 'Order',
  noReference: 'No order number',
  day: 'Day of the sale',
  amount: 'About',
  state: 'State',
  evidence: 'What shows it',
  reason: 'Why not',
  reported: 'Reported',
  decided: 'Decided',
  currency: 'Currency',
  none: '–',
} as const;

export const states: Record<MissedSaleState, string> = {
  REPORTED: 'Being looked at',
  ACCEPTED: 'Accepted',
  REJECTED: 'Turned down',
  WITHDRAWN: 'Taken back',
};

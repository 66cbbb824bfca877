import { expect, test } from 'vitest';
import { readWayIn } from './way-in';

const PROGRAMME = 'program_01m8ch3djgepqr5hwx2qzqbat4';
const INVITATION = 'inv_01m8ch3djgepqr5hwx2qzqbat4_x-Y';

test('reads the addresses that brands share, and what stands in them', () => {
  const found = [
    ` ${PROGRAMME}\n`,
    `https://tributary.test/portal/programmes?apply=${PROGRAMME}`,
    `https://tributary.test/portal/programmes/${PROGRAMME}`,
  ].map(readWayIn);
  expect(found).toEqual(Array.from({ length: 3 }, () => ({ programme: PROGRAMME })));
  expect(readWayIn(`https://tributary.test/portal/programmes?invitation=${INVITATION}`)).toEqual({
    invitation: INVITATION,
  });
  expect(readWayIn(INVITATION)).toEqual({ invitation: INVITATION });
});

test('nothing else is a way in', () => {
  for (const text of ['', 'hello', 'https://tributary.test/', 'https://x.test/?apply=creator_1', 'two words of it']) {
    expect(readWayIn(text)).toBeNull();
  }
});

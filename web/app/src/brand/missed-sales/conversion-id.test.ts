import { expect, test } from 'vitest';
import { readConversionId } from './conversion-id';

test('reads the address of a conversion and its id', () => {
  const id = 'conversion_01m8ch3djgepqr5hwx2qzqbat4';
  for (const pasted of [
    id,
    ` ${id} `,
    `https://tributary.test/t/tenant_1/conversions/${id}?q=1`,
    `/conversions/${id}/`,
  ]) {
    expect(readConversionId(pasted)).toBe(id);
  }
  for (const pasted of ['', 'order-1', 'touch_01m8', `re${id}`, `${id} or so`, 'https://tributary.test/conversions']) {
    expect(readConversionId(pasted)).toBeNull();
  }
});

import { expect, test } from 'vitest';
import { signInFor, wayBack } from './way-back';

test('comes back to a path of ours with its filters', () => {
  expect(wayBack('/t/tenant_1/conversions?state=HELD')).toBe('/t/tenant_1/conversions?state=HELD');
  const page = signInFor('/portal?a=1&b=2');
  expect(wayBack(new URL(page, 'http://x').searchParams.get('to'))).toBe('/portal?a=1&b=2');
});

test('never leads to another site, nor round in circles', () => {
  for (const wrong of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '', null]) {
    expect(wayBack(wrong), String(wrong)).toBeNull();
  }
  expect(wayBack('/\t/evil.example')).toBeNull();
  expect(wayBack('/sign-in?to=/sign-in')).toBeNull();
});

test('an address with control characters is no way back', () => {
  expect(wayBack('/t/one\n/two')).toBeNull();
  expect(wayBack('/\t/evil.test')).toBeNull();
});

import { expect, test } from 'vitest';
import { readWhose } from './whose';

test('a moment is named by its address or id, a creator by id', () => {
  expect(readWhose(' https://social.test/@ines/1?x=2#c ')).toEqual({ moment: 'https://social.test/@ines/1?x=2#c' });
  expect(readWhose('moment_01m8ch3djg')).toEqual({ moment: 'moment_01m8ch3djg' });
  expect(readWhose('creator_01m8ch3djg')).toEqual({ creatorId: 'creator_01m8ch3djg' });
  for (const text of ['', 'Ines', 'creator_', 'social.test/@ines', 'javascript:alert(1)'])
    expect(readWhose(text)).toBeNull();
});

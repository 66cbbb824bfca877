export const people = {
  title: 'People’s data',
  lead: 'Whoever asks may know what is kept of them, and may have it forgotten. What was paid and earned stays in the books, under a name that says nothing.',
  customer: 'A customer',
  customerLead: 'By the key your shop knows them by, as it stands in its sales.',
  key: 'Key of the customer',
  keyWrong: 'Please give the key.',
  find: 'What is known of them',
  found: 'It is in the file that was just saved.',
  none: 'Nobody of this key is known.',
  forget: 'Forget them',
  forgetTitle: (who: string) => `Forget ${who}?`,
  forgetText:
    'Nothing says any more who bought, nor which browsers were theirs. Their sales stay. It cannot be taken back.',
  forgotten: 'They are forgotten.',
  word: 'forget',
  creators: 'A creator',
  creatorsLead: 'Their data is on their own page, among the creators.',
  toCreators: 'To the creators',
  creatorForgetText:
    'Every moment of theirs is erased with its words and pictures, and they are called by a name that says nothing. What they earned stays, and whoever claimed them is still paid. It cannot be taken back.',
  creatorForgotten: (count: number) =>
    count === 1 ? 'Forgotten, with 1 moment.' : `Forgotten, with ${count} moments.`,
  failed: 'It could not be read. Please try again.',
} as const;

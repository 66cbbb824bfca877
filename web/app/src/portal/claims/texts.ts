export const claims = {
  title: 'My moments',
  lead: 'You wrote reviews or posts at a brand you work with? Say so, and their share of commissions is paid to you.',
  formTitle: 'Claim your moments',
  creator: 'Number of the creator',
  creatorHint: 'The brand gives it to you, or a link that fills it in. It begins with creator_.',
  creatorWrong: 'It begins with creator_.',
  evidence: 'How can they tell that it is you?',
  evidenceHint: 'Your account’s name, an order number, a link to your profile.',
  required: 'Please fill this in.',
  send: 'Send the claim',
  sent: 'Sent. The brand decides, and you earn from then on.',
  how: 'How it works',
  steps: [
    'You say which creator of a brand you are, and how they can tell.',
    'The brand looks and decides.',
    'From then on you are paid what these moments earn, also what they had earned before.',
  ],
} as const;

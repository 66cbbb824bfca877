export const form = {
  required: 'Please fill this in.',
  notSent: 'No connection: nothing was sent. What you wrote is still here.',
  unsure:
    'The connection broke while this was sent, so we do not know yet whether it was done. Try again: it will not be done twice.',
  failed: 'Something went wrong on our side. Please try again.',
  forbidden: 'Your role may not do this.',
  unverified: 'Confirm your e-mail address first: the link is in the mail we sent you.',
} as const;

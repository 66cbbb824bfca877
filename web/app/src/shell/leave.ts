/** Goes to a page of Stripe's; it leads back here. Only addresses of the web lead anywhere. */
export function leave(url: string) {
  if (/^https?:\/\//.test(url)) location.assign(url);
}

// Every text of the widget's own. `{…}` stands for what is put in.

const en = {
  carousel: 'carousel',
  previous: 'Previous',
  next: 'Next',
  place: '{from} to {to} of {count}',
  more: 'Show more',
  shown: '{count} more',
  open: 'Open: {what}',
  by: '{what} by {who}',
  close: 'Close',
  stars: '{stars} out of 5 stars',
  verifiedBuyer: 'Verified buyer',
  incentivised: 'Incentivised',
  incentivisedWhy: 'The author may earn commission from sales.',
  original: 'See the original',
  helpful: '{count} found this helpful',
  answers: 'Answers',
  answerCount: 'Answers: {count}',
  picture: 'Picture',
  video: 'Video',
  REVIEW: 'Review',
  SOCIAL_POST: 'Post',
  VIDEO: 'Video',
  QUESTION: 'Question',
  ANSWER: 'Answer',
};

export type Texts = Record<keyof typeof en, string>;

const de: Texts = {
  carousel: 'Karussell',
  previous: 'Zurück',
  next: 'Weiter',
  place: '{from} bis {to} von {count}',
  more: 'Mehr anzeigen',
  shown: '{count} weitere',
  open: 'Öffnen: {what}',
  by: '{what} von {who}',
  close: 'Schließen',
  stars: '{stars} von 5 Sternen',
  verifiedBuyer: 'Verifizierter Kauf',
  incentivised: 'Mit Gegenleistung',
  incentivisedWhy: 'Wer das geschrieben hat, kann an Verkäufen mitverdienen.',
  original: 'Zum Original',
  helpful: 'Hilfreich für {count}',
  answers: 'Antworten',
  answerCount: 'Antworten: {count}',
  picture: 'Bild',
  video: 'Video',
  REVIEW: 'Bewertung',
  SOCIAL_POST: 'Beitrag',
  VIDEO: 'Video',
  QUESTION: 'Frage',
  ANSWER: 'Antwort',
};

const fr: Texts = {
  carousel: 'carrousel',
  previous: 'Précédent',
  next: 'Suivant',
  place: '{from} à {to} sur {count}',
  more: 'Afficher plus',
  shown: '{count} de plus',
  open: 'Ouvrir : {what}',
  by: '{what} de {who}',
  close: 'Fermer',
  stars: '{stars} étoiles sur 5',
  verifiedBuyer: 'Achat vérifié',
  incentivised: 'Avec contrepartie',
  incentivisedWhy: 'L’auteur peut toucher une commission sur les ventes.',
  original: 'Voir l’original',
  helpful: 'Utile pour {count}',
  answers: 'Réponses',
  answerCount: 'Réponses : {count}',
  picture: 'Image',
  video: 'Vidéo',
  REVIEW: 'Avis',
  SOCIAL_POST: 'Publication',
  VIDEO: 'Vidéo',
  QUESTION: 'Question',
  ANSWER: 'Réponse',
};

const es: Texts = {
  carousel: 'carrusel',
  previous: 'Anterior',
  next: 'Siguiente',
  place: '{from} a {to} de {count}',
  more: 'Mostrar más',
  shown: '{count} más',
  open: 'Abrir: {what}',
  by: '{what} de {who}',
  close: 'Cerrar',
  stars: '{stars} de 5 estrellas',
  verifiedBuyer: 'Compra verificada',
  incentivised: 'Con incentivo',
  incentivisedWhy: 'Quien lo escribe puede ganar comisión por las ventas.',
  original: 'Ver el original',
  helpful: 'Útil para {count}',
  answers: 'Respuestas',
  answerCount: 'Respuestas: {count}',
  picture: 'Imagen',
  video: 'Vídeo',
  REVIEW: 'Reseña',
  SOCIAL_POST: 'Publicación',
  VIDEO: 'Vídeo',
  QUESTION: 'Pregunta',
  ANSWER: 'Respuesta',
};

const KNOWN: Record<string, Texts> = { en, de, fr, es };
const CHARS_MAX = 200;

/** The language whose texts are taken, for `lang`. */
export const textsLanguage = (language: string): string => {
  const base = language.split('-')[0] ?? '';
  return base in KNOWN ? base : 'en';
};

/** The texts of a language, English where there are none, with the page's own in their place. */
export function textsFor(language: string, own: Record<string, unknown>): Texts {
  const texts = { ...(KNOWN[textsLanguage(language)] ?? en) };
  for (const name of Object.keys(en) as (keyof Texts)[]) {
    const given = own[name];
    if (typeof given === 'string' && given.length <= CHARS_MAX) texts[name] = given;
  }
  return texts;
}

/** A text with values in it. */
export const fill = (text: string, values: Record<string, string | number>): string =>
  text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));

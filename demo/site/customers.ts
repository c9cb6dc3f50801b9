export type OrderState = 'Being made' | 'On its way' | 'Delivered' | 'Returned';

/** `daysAgo` instead of dates, so that the shop never looks abandoned. Totals in euro cents. */
export type Order = { number: string; item: string; daysAgo: number; total: number; state: OrderState };

export type Note = { author: string; daysAgo: number; text: string };

export type Visit = { daysAgo: number; text: string };

export type CustomerStatus = 'Waiting for reply' | 'New' | 'Regular' | 'Lapsed';

export type Customer = {
  visitorId: string;
  name: string;
  email: string;
  city: string;
  /** BCP 47 tag. */
  language: string;
  status: CustomerStatus;
  sinceDaysAgo: number;
  orders: readonly Order[];
  notes: readonly Note[];
  visits: readonly Visit[];
};

const ada: Customer = {
  visitorId: 'kZ5rWq8sT2vYb4nXc7mLp9dGh3jFa6eR',
  name: 'Ada Example',
  email: 'ada@customers.example',
  city: 'Dublin',
  language: 'en',
  status: 'Waiting for reply',
  sinceDaysAgo: 412,
  orders: [
    { number: 'LL-2048', item: 'Harbour lantern, brass', daysAgo: 2, total: 12900, state: 'On its way' },
    { number: 'LL-1871', item: 'Linen throw, oat', daysAgo: 64, total: 8450, state: 'Delivered' },
    { number: 'LL-1204', item: 'Beeswax tapers, box of 12', daysAgo: 301, total: 2600, state: 'Delivered' },
  ],
  notes: [
    { author: 'Mira', daysAgo: 1, text: 'Asked whether the parcel can wait at the depot until Friday.' },
    { author: 'Noor', daysAgo: 63, text: 'Prefers short answers & no phone calls. Said "thanks <3" about the throw.' },
  ],
  visits: [{ daysAgo: 0, text: 'Opened the chat on the page “Where is my order?”' }],
};

const bruno: Customer = {
  visitorId: '90210047',
  name: 'Bruno Sample',
  email: 'bruno@customers.example',
  city: 'Hamburg',
  language: 'de',
  status: 'Regular',
  sinceDaysAgo: 788,
  orders: [
    { number: 'LL-2051', item: 'Table loom, 40 cm', daysAgo: 1, total: 34900, state: 'Being made' },
    { number: 'LL-1990', item: 'Wool yarn, indigo, 6 skeins', daysAgo: 29, total: 7200, state: 'Delivered' },
    { number: 'LL-1777', item: 'Shuttle, pear wood', daysAgo: 96, total: 3100, state: 'Returned' },
    { number: 'LL-1420', item: 'Cotton warp, natural', daysAgo: 233, total: 1890, state: 'Delivered' },
  ],
  notes: [{ author: 'Mira', daysAgo: 90, text: 'Shuttle was too long for his loom. Sent the size chart.' }],
  visits: [{ daysAgo: 0, text: 'Looked at “Warping board” three times' }],
};

const chiyo: Customer = {
  visitorId: 'shop/4711 b',
  name: 'Chiyo Placeholder',
  email: 'chiyo@customers.example',
  city: 'Lisbon',
  language: 'pt',
  status: 'New',
  sinceDaysAgo: 3,
  orders: [{ number: 'LL-2046', item: 'Paper lantern, dusk', daysAgo: 3, total: 4200, state: 'On its way' }],
  notes: [],
  visits: [{ daysAgo: 1, text: 'Read the care instructions for paper shades' }],
};

const beispielhausen: Customer = {
  visitorId: '7c1f0e5a9b2d4836a1c0de5f7b9e2d41',
  name: 'Maximiliana-Theodora von und zu Beispielhausen-Musterberg-Langenname',
  email: 'maximiliana-theodora.beispielhausen-musterberg@customers.example',
  city: 'Llanfairpwllgwyngyll',
  language: 'de',
  status: 'Regular',
  sinceDaysAgo: 1204,
  orders: [
    {
      number: 'LL-1933',
      item: 'Ceiling lantern “Long Winter Evening”, hammered copper, with 3 m textile cable in undyed linen',
      daysAgo: 44,
      total: 128000,
      state: 'Delivered',
    },
    { number: 'LL-1012', item: 'Wall hanging, madder red', daysAgo: 390, total: 21500, state: 'Delivered' },
  ],
  notes: [{ author: 'Noor', daysAgo: 43, text: 'Invoice needs the full name. It does fit on two lines.' }],
  visits: [{ daysAgo: 6, text: 'Subscribed to the letter from the workshop' }],
};

const layla: Customer = {
  visitorId: 'crm-00c1ff-77',
  name: 'ليلى مثال',
  email: 'layla@customers.example',
  city: 'Marseille',
  language: 'ar',
  status: 'Waiting for reply',
  sinceDaysAgo: 57,
  orders: [
    { number: 'LL-2039', item: 'Courtyard lantern, cut tin', daysAgo: 6, total: 9600, state: 'Delivered' },
    { number: 'LL-1895', item: 'Cushion cover, saffron', daysAgo: 57, total: 3900, state: 'Delivered' },
  ],
  notes: [{ author: 'Mira', daysAgo: 5, text: 'وصل الفانوس سليماً. تسأل عن زجاج بديل.' }],
  visits: [{ daysAgo: 0, text: 'Asked in the chat about replacement glass' }],
};

const elodie: Customer = {
  visitorId: 'elodie.fictive@customers.example',
  name: 'Élodie Fictive',
  email: 'elodie.fictive@customers.example',
  city: 'Lyon',
  language: 'fr',
  status: 'Lapsed',
  sinceDaysAgo: 640,
  orders: [
    { number: 'LL-1310', item: 'Tea towel, herringbone, set of 4', daysAgo: 268, total: 3600, state: 'Delivered' },
  ],
  notes: [],
  visits: [],
};

/** The customers of Lantern & Loom. All invented; the visitor ids show the shapes that a real shop's ids take. */
export const customers: readonly Customer[] = [ada, bruno, chiyo, beispielhausen, layla, elodie];

/** The customer behind a visitor id, if the shop knows one. */
export function findCustomer(visitorId: string): Customer | undefined {
  return customers.find((customer) => customer.visitorId === visitorId);
}

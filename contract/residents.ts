import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { language } from './languages.ts'
import { allProofs } from './proofs.ts'
import { amountOrNone, id, instant, text } from './values.ts'

export const termsDocument = z.strictObject({
  kind: z.enum(['terms', 'privacy']),
  version: z.string(),
  title: z.string(),
  /** Paragraphs of plain text; a line that starts with 第…条 is a heading. */
  paragraphs: z.array(z.string()),
})

export const readTerms = endpoint({
  method: 'GET',
  path: '/terms',
  audience: 'anyone',
  summary: 'The terms of use and the privacy policy now in force, in full',
  reply: z.strictObject({ documents: z.array(termsDocument) }),
})

const namesOfTown = z.enum(['name', 'appName', 'coinName', 'pointsName', 'cardAppName', 'atmName'])

export const readTown = endpoint({
  method: 'GET',
  path: '/town',
  audience: 'anyone',
  summary: 'What the apps need to know about the town: its names, its words, the server clock',
  reply: z.strictObject({
    name: z.string(),
    appName: z.string(),
    coinName: z.string(),
    pointsName: z.string(),
    cardAppName: z.string(),
    /** The cash machines at which people charge, as they are called here. */
    atmName: z.string(),
    /** By language (BCP 47): what the town calls itself and its money there; what is left out stays as it is. */
    otherNames: z.record(z.string(), z.partialRecord(namesOfTown, z.string())),
    wards: z.array(z.string()),
    categories: z.array(z.strictObject({ code: z.string(), name: z.string() })),
    excludedGoods: z.array(z.string()),
    /** Which value a payment proposes to use first, where the person has not chosen: たまポン lapse, coin does not. */
    proposes: z.enum(['points_first', 'coin_first']),
    /** The background of the map of stores, where the town has one: raster tiles with {z}, {x} and {y}. */
    map: z.strictObject({ tiles: z.string(), attribution: z.string() }).nullable(),
    /** Where the town's own sound of a payment is; null where the apps make theirs. */
    moneySound: z.string().nullable(),
    /** Milliseconds since 1970, for phones whose clock is off. */
    now: z.int(),
  }),
})

/** The three boxes of 認証設定. */
export const proofs = z.strictObject({ mail: z.boolean(), sms: z.boolean(), card: z.boolean() })

const needed = z.array(z.enum(allProofs)).readonly()

export const me = z.strictObject({
  residentId: id,
  mail: z.string(),
  familyKana: z.string().nullable(),
  givenKana: z.string().nullable(),
  /** Whether a card has told the name: then only a card changes it. */
  nameFromCard: z.boolean(),
  /** As kept, E.164; shown in local form by the apps. */
  phone: z.string().nullable(),
  proofs,
  /** What the card said about the address, and when; lapsed when it was too long ago to be believed. */
  residency: z.strictObject({ inTown: z.boolean(), confirmedAt: instant, lapsed: z.boolean() }).nullable(),
  /** Which proofs this town wants before each act, in the order in which they are asked for. */
  needs: z.strictObject({
    pay: needed,
    link_bank_account: needed,
    top_up: needed,
    gift: needed,
    help: needed,
  }),
  frozen: z.boolean(),
  /** What mails, messages, notices and papers are written in: the language of the app when it was last opened. */
  language,
  /** From when the account ends by itself, because nothing was ever proven for it; null for any other. */
  lapsesAt: instant.nullable(),
})

export const readMe = endpoint({
  method: 'GET',
  path: '/me',
  audience: 'resident',
  summary: 'Who is signed in, and which proofs are green',
  reply: me,
})

export const changeProfile = endpoint({
  method: 'PUT',
  path: '/me/profile',
  audience: 'resident',
  summary:
    'Change the name in kana; hiragana and half-width are taken and kept as full-width katakana. A name that a card ' +
    'has told is changed by reading the card again',
  body: z.strictObject({ familyKana: text(40), givenKana: text(40) }),
  reply: me,
  refusals: ['kana_invalid', 'name_from_card'],
})

export const changeLanguage = endpoint({
  method: 'PUT',
  path: '/me/language',
  audience: 'resident',
  summary: 'Be written to in this language',
  body: z.strictObject({ language }),
  reply: me,
})

export const readLeaving = endpoint({
  method: 'GET',
  path: '/me/leaving',
  audience: 'resident',
  summary: 'What leaving would mean now: the balance that is given up, the days to think better of it',
  reply: z.strictObject({
    coin: amountOrNone,
    points: amountOrNone,
    coolingDays: z.int(),
    /** After so many years what tells who the resident was is erased. */
    eraseAfterYears: z.int(),
    /** Whether money is under way, so that nobody can leave yet. */
    moneyUnderWay: z.boolean(),
  }),
})

export const leave = endpoint({
  method: 'POST',
  path: '/me/leaving',
  audience: 'resident',
  summary:
    'Ask to leave, giving up exactly this much. Every session ends; signing in before the account closes cancels it',
  body: z.strictObject({ coin: amountOrNone, points: amountOrNone }),
  reply: z.strictObject({ closesAt: instant }),
  refusals: ['step_up_required', 'frozen', 'money_under_way', 'balance_changed'],
})

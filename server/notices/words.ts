import type { Language } from '#contract/languages.ts'
import type { Told } from '#contract/notices.ts'
import type { Names } from '../words/queries.ts'
import { sayDate, sayNumber, wordsOf } from '../words/words.ts'

type Said = { title: string; body: string }
type Of<Kind extends Told['kind']> = Extract<Told, { kind: Kind }>

/** A notice in a language and with the town's names there; what the office wrote stays as it was written. */
export function sayNotice(told: Told, language: Language, names: Names): Said {
  const { notices: words, yen, points } = wordsOf(language)
  const { pointsName } = names
  switch (told.kind) {
    case 'town':
      return { title: told.title, body: told.body }
    case 'payment':
    case 'refund':
      return { title: words[told.kind], body: sayMoney(told, language, names) }
    case 'points_expiring': {
      const day = sayDate(language, told.lastDay, { year: false })
      const body = words.expiringBody(sayNumber(language, told.points), day)
      return { title: words.expiring(day, pointsName), body }
    }
    case 'points_granted': {
      const body = `${told.campaign} ${points(sayNumber(language, told.points))}`.trim()
      return { title: words.granted(pointsName), body }
    }
    case 'gift': {
      const amount = yen(sayNumber(language, told.coin))
      return {
        title: words.gift,
        body: words.giftBody(words.giver(told.giver), amount, words.giftCards[told.card]),
      }
    }
    case 'automatic_top_up':
      return sayAutomatic(told, language, names)
    case 'security':
      return { title: words.security[told.event], body: words.securityBody }
    case 'helper': {
      const amount = told.amount === null ? null : yen(sayNumber(language, told.amount))
      return { title: words.help[told.event](told.name), body: amount ?? words.helpBody }
    }
  }
}

function sayMoney(
  { storeName, coin, points }: Of<'payment' | 'refund'>,
  language: Language,
  { coinName, pointsName }: Names,
): string {
  const words = wordsOf(language)
  const parts = [
    ...(coin > 0 ? [`${coinName} ${words.yen(sayNumber(language, coin))}`] : []),
    ...(points > 0 ? [`${pointsName} ${words.points(sayNumber(language, points))}`] : []),
  ]
  return `${storeName} ${parts.join(language === 'en' ? ', ' : '、')}`
}

function sayAutomatic(
  { of, because, amount }: Of<'automatic_top_up'>,
  language: Language,
  { coinName }: Names,
): Said {
  const { notices: words, yen } = wordsOf(language)
  const why = because === null ? '' : words.why[because]
  switch (of) {
    case 'switched_on':
      return { title: words.automaticOn, body: words.automaticOnBody(coinName) }
    case 'topped_up': {
      const charged = yen(sayNumber(language, amount ?? 0))
      return { title: words.automaticDone, body: words.automaticDoneBody(coinName, charged) }
    }
    case 'held':
      return { title: words.automaticHeld, body: why }
    default:
      return { title: words.automaticStopped, body: why }
  }
}

/** Says a notice so that nobody who sees the locked screen learns an amount, a shop or a person. */
export function sayDiscreetly(told: Told, language: Language, names: Names): Said {
  const { title, body } = sayNotice(told, language, names)
  if (told.kind === 'town' || told.kind === 'security') return { title, body }
  if (told.kind === 'helper' && told.amount === null) return { title, body }
  if (told.kind === 'automatic_top_up' && told.of !== 'topped_up') return { title, body }
  return { title, body: wordsOf(language).notices.openApp }
}

/** The screen of the resident app that a notice is about; nothing where it says everything itself. */
export function pathOfNotice(told: Told): string | null {
  switch (told.kind) {
    case 'payment':
    case 'refund':
    case 'points_granted':
    case 'gift':
      return `/history/${told.postingId}`
    case 'points_expiring':
      return '/history'
    case 'automatic_top_up':
      return '/top-ups/automatic'
    case 'security':
      return '/menu/devices'
    case 'helper':
      return told.amount === null ? '/family' : '/history'
    default:
      return null
  }
}

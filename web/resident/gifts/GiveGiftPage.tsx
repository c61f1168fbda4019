import { Link } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { giftCards, giveGift, readGiftTerms } from '#contract/gifts.ts'
import { listHistory, readWallet } from '#contract/wallets.ts'
import { askAnew, useAsk } from '../../lib/ask.ts'
import { playMoneySound } from '../../lib/money-sound.ts'
import { sayYen } from '../../lib/numbers.ts'
import { paths } from '../../lib/paths.ts'
import { saySecond } from '../../lib/time.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Amount } from '../../ui/Amount.tsx'
import { AmountField } from '../../ui/AmountField.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Knot } from '../../ui/Knot.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { Screen } from '../Screen.tsx'
import { useGuardedAct } from '../sign-in/use-guarded-act.tsx'
import { t } from '../words/gifts.ts'
import { FindReceiver, type Found } from './FindReceiver.tsx'

type Gift = ReplyOf<typeof giveGift>
type Wish = { amount: number; card: Gift['card'] }

const sayWho = (name: string | null) => (name === null ? t('noName') : t('who', { name }))

/** おくる: read the code, say how much and what with it, look at it once more, done. */
export function GiveGiftPage() {
  const [found, setFound] = useState<Found | null>(null)
  const [wish, setWish] = useState<Wish | null>(null)
  const [sure, setSure] = useState(false)
  const [gift, setGift] = useState<Gift | null>(null)
  // The same wish keeps its id until it is changed: sent twice, it is one gift.
  const last = useRef({ of: '', id: '' })
  if (gift) return <Done gift={gift} />
  if (!found) return <FindReceiver onFound={setFound} />
  if (!wish || !sure) {
    const onWish = (next: Wish) => {
      setWish(next)
      setSure(true)
      const of = JSON.stringify([found.code, next])
      if (last.current.of !== of) last.current = { of, id: makeId() }
    }
    return <WishStep found={found} before={wish} onWish={onWish} onOther={() => setFound(null)} />
  }
  const given = (reply: Gift) => {
    playMoneySound()
    setGift(reply)
    for (const each of [readWallet, listHistory, readGiftTerms]) askAnew(each)
  }
  return (
    <ConfirmStep
      found={found}
      wish={wish}
      idOf={() => last.current.id}
      onBack={() => setSure(false)}
      onGiven={given}
    />
  )
}

type WishStepProps = {
  found: Found
  before: Wish | null
  onWish: (wish: Wish) => void
  onOther: () => void
}

function WishStep({ found, before, onWish, onOther }: WishStepProps) {
  const wallet = useAsk(readWallet)
  const terms = useAsk(readGiftTerms)
  return (
    <Screen key="wish" title={t('give')} back={paths.gifts} nav={false}>
      <Receiver name={found.name} />
      <Asked of={wallet}>
        {({ coin }) => (
          <Asked of={terms}>
            {({ perGift, leftThisMonth }) => (
              <WishForm most={Math.min(coin, perGift, leftThisMonth)} before={before} onWish={onWish} />
            )}
          </Asked>
        )}
      </Asked>
      <Button look="quiet" onPress={onOther}>
        {t('scanAgain')}
      </Button>
    </Screen>
  )
}

function Receiver({ name }: { name: string | null }) {
  return (
    <section className="rounded-16 border border-line bg-card p-4">
      <h2 className="text-sm text-ink-soft">{t('to')}</h2>
      <p className="text-xl font-bold">{sayWho(name)}</p>
      <p className="text-sm text-ink-soft">{t('check')}</p>
    </section>
  )
}

type WishFormProps = { most: number; before: Wish | null; onWish: (wish: Wish) => void }

function WishForm({ most, before, onWish }: WishFormProps) {
  const [amount, setAmount] = useState<number | null>(before?.amount ?? null)
  const [card, setCard] = useState<Gift['card']>(before?.card ?? 'thanks')
  const [tried, setTried] = useState(false)
  const tooMuch = amount !== null && amount > most
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (amount && !tooMuch) onWish({ amount, card })
  }
  const wrong = tooMuch ? t('tooMuch', { most: sayYen(most) }) : undefined
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <AmountField
        label={t('amount')}
        help={t('upTo', { most: sayYen(most) })}
        unit={t('yen')}
        large
        value={amount}
        onChange={setAmount}
        error={wrong ?? (tried && !amount ? t('amountMissing') : undefined)}
      />
      <RadioCards
        label={t('card')}
        value={card}
        onChange={setCard}
        cards={giftCards.map((value) => ({ value, title: t(`card_${value}`) }))}
      />
      <Button type="submit" size="large" wide>
        {t('next')}
      </Button>
    </form>
  )
}

type ConfirmStepProps = {
  found: Found
  wish: Wish
  idOf: () => string
  onBack: () => void
  onGiven: (gift: Gift) => void
}

function ConfirmStep({ found, wish, idOf, onBack, onGiven }: ConfirmStepProps) {
  const { send, busy, trouble, gate } = useGuardedAct(giveGift, onGiven)
  return (
    <Screen key="confirm" title={t('confirm')} back={paths.gifts} nav={false}>
      <Receiver name={found.name} />
      <section className="rounded-24 border-2 border-coin-200 bg-card p-5 text-center">
        <p className="text-coin-800">
          <Amount value={wish.amount} unit="yen" size="hero" />
        </p>
        <p className="font-bold">{t(`card_${wish.card}`)}</p>
      </section>
      <Notice tone="warning" title={t('cannotUndo')} />
      <TroubleNotice trouble={trouble} />
      <Button
        size="large"
        wide
        busy={busy}
        onPress={() => void send({ body: { id: idOf(), code: found.code, ...wish } })}
      >
        {t('sendNow')}
      </Button>
      <Button look="quiet" onPress={onBack}>
        {t('back')}
      </Button>
      {gate}
    </Screen>
  )
}

function Done({ gift }: { gift: Gift }) {
  return (
    <Screen
      key="done"
      title={t('done')}
      nav={false}
      hideTitle
      actions={
        <Link to={paths.home} className={buttonClass('coin', 'large', true)}>
          {t('toHome')}
        </Link>
      }
    >
      <section className="flex animate-pop flex-col items-center gap-2 rounded-24 border-2 border-coin-200 bg-card p-6 text-center">
        <Knot className="h-24 w-28" tie />
        <p className="text-2xl font-bold text-green-900">{t('done')}</p>
        <p className="text-coin-800">
          <Amount value={gift.amount} unit="yen" size="hero" />
        </p>
        <p className="font-bold">{sayWho(gift.receiver)}</p>
        <p>{t(`card_${gift.card}`)}</p>
      </section>
      <Facts
        facts={[
          [t('arrived'), saySecond(gift.givenAt)],
          [
            t('number'),
            <span key="id" className="text-sm break-all">
              {gift.id}
            </span>,
          ],
        ]}
      />
    </Screen>
  )
}

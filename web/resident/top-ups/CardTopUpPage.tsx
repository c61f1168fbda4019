import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useRef, useState } from 'react'
import { requestCardTopUp } from '#contract/card-top-ups.ts'
import { listCards } from '#contract/cards.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readTopUp, readTopUpTerms } from '#contract/top-ups.ts'
import { asking, codeOf, queryClient, useAct, useAsk } from '../../lib/ask.ts'
import { leaveFor } from '../../lib/leave-for.ts'
import { paths } from '../../lib/paths.ts'
import { useTown } from '../../lib/town.ts'
import { Asked, TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Amount } from '../../ui/Amount.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { RadioCards } from '../../ui/RadioCards.tsx'
import { AcceptedBrands } from '../cards/AcceptedBrands.tsx'
import { sayCard } from '../cards/say-card.ts'
import { Screen } from '../Screen.tsx'
import { AmountChoice } from './AmountChoice.tsx'
import { NotAllowed } from './NotAllowed.tsx'
import { amountCodes, amountTrouble } from './amount.ts'
import { t } from '../words/top-ups.ts'

type Terms = ReplyOf<typeof readTopUpTerms>
type Cards = ReplyOf<typeof listCards>

/** What the person has chosen, on its way from 「OK」 to 「実行」. */
type Choice = { amount: number | null; cardId: string | null }

/** クレジットカードによるチャージ: the accepted brands, the amount, the card; then 「OK」 and 「実行」. */
export function CardTopUpPage() {
  const terms = useAsk(readTopUpTerms)
  const cards = useAsk(listCards)
  const [chosen, setChosen] = useState<Choice>()
  const [confirming, setConfirming] = useState(false)
  if (confirming && cards.data && chosen?.amount) {
    return (
      <ConfirmCardTopUp
        cards={cards.data}
        cardId={chosen.cardId}
        amount={chosen.amount}
        onBack={() => setConfirming(false)}
      />
    )
  }
  const confirm = (choice: Choice) => {
    setChosen(choice)
    setConfirming(true)
  }
  return (
    <Screen key="choose" title={t('cardTitle')} back={paths.topUpWays} nav={false}>
      <Asked of={cards} rows={2}>
        {(known) => (
          <>
            <AcceptedBrands brands={known.brands} />
            <Asked of={terms}>
              {(limits) =>
                limits.allowed ? (
                  <ChooseForm cards={known} terms={limits} before={chosen} onChosen={confirm} />
                ) : (
                  <NotAllowed frozen={limits.missing === 'frozen'} />
                )
              }
            </Asked>
          </>
        )}
      </Asked>
    </Screen>
  )
}

const newCard = 'new'

type ChooseFormProps = {
  cards: Cards
  terms: Terms
  before: Choice | undefined
  onChosen: (choice: Choice) => void
}

function ChooseForm({ cards, terms, before, onChosen }: ChooseFormProps) {
  const usable = cards.cards.filter(({ expired }) => !expired)
  const [amount, setAmount] = useState<number | null>(before?.amount ?? null)
  const [card, setCard] = useState<string>(before ? (before.cardId ?? newCard) : (usable[0]?.id ?? newCard))
  const [tried, setTried] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (amountTrouble(amount, terms) === undefined)
      onChosen({ amount, cardId: card === newCard ? null : card })
  }
  return (
    <form noValidate onSubmit={submit} className="flex flex-col gap-5">
      <AmountChoice terms={terms} amount={amount} onChange={setAmount} tried={tried} refused={undefined} />
      <RadioCards
        label={t('whichCard')}
        value={card}
        onChange={setCard}
        cards={[
          ...cards.cards.map((each) => ({
            value: each.id,
            title: sayCard(each),
            note: each.expired ? t('cardExpired') : t('cardExpiry', { each: sayExpiry(each) }),
            disabled: each.expired,
          })),
          {
            value: newCard,
            title: t('newCard'),
            note: t('newCardNote'),
          },
        ]}
      />
      {cards.cards.length > 0 ? (
        <Link to={paths.cards} className={buttonClass('quiet')}>
          {t('removeSavedCards')}
        </Link>
      ) : null}
      <Button type="submit" size="large" wide>
        OK
      </Button>
    </form>
  )
}

const sayExpiry = ({ expiryMonth, expiryYear }: Cards['cards'][number]) =>
  `${String(expiryMonth).padStart(2, '0')}/${String(expiryYear % 100).padStart(2, '0')}`

type ConfirmProps = { cards: Cards; cardId: string | null; amount: number; onBack: () => void }

function ConfirmCardTopUp({ cards, cardId, amount, onBack }: ConfirmProps) {
  const { coinName } = useTown()
  // Kept until the server has answered: asking twice after a lost answer is one top-up.
  const id = useRef(makeId())
  const act = useAct(requestCardTopUp)
  const say = useTroubleWords()
  const navigate = useNavigate()
  const card = cards.cards.find((each) => each.id === cardId)
  const run = async () => {
    const begun = await act.send({ body: { id: id.current, cardId, amount } })
    if (!begun) return
    queryClient.setQueryData(asking(readTopUp, { params: { id: id.current } }).queryKey, begun.topUp)
    // First the page that says how it stands, so that the browser's way back leads there.
    await navigate({ to: paths.topUpDetail, params: { topUpId: id.current }, replace: true })
    if (begun.goTo) leaveFor(begun.goTo)
  }
  const code = codeOf(act.trouble)
  const aboutAmount = act.trouble && amountCodes.some((each) => each === code) ? say(act.trouble) : undefined
  return (
    <Screen key="confirm" title={t('checkTopUp')} nav={false}>
      <p>{t('cardReady', { coinName })}</p>
      <Facts
        facts={[
          [t('amount'), <Amount key="amount" value={amount} unit="yen" size="large" />],
          [t('whichCard'), card ? sayCard(card) : t('newCard')],
        ]}
      />
      <p className="text-sm text-ink-soft">{card ? t('cardMayAsk') : t('cardPageOpens')}</p>
      {aboutAmount ? (
        <p role="alert" className="font-bold text-red-900">
          {aboutAmount}
        </p>
      ) : null}
      <TroubleNotice trouble={act.trouble} except={amountCodes} />
      <Button size="large" wide busy={act.busy} onPress={() => void run()}>
        {t('doIt')}
      </Button>
      <Button look="quiet" onPress={onBack}>
        {t('changeTopUp')}
      </Button>
    </Screen>
  )
}

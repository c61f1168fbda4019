import { type FormEvent, useCallback, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readPaperCard } from '#contract/paper-cards.ts'
import { CameraView } from '../../lib/CameraView.tsx'
import { codeOf, useAct } from '../../lib/ask.ts'
import { digitsOf } from '../../lib/digits.ts'
import { sayDay, sayMinute } from '../../lib/time.ts'
import { useTown } from '../../lib/town.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { Button } from '../../ui/Button.tsx'
import { Facts, RowBody, Rows } from '../../ui/ListRow.tsx'
import { PinPad } from '../../ui/PinPad.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/paper-cards.ts'

type Balance = ReplyOf<typeof readPaperCard>

/** What a printed card has, for whoever holds it and knows its PIN; on anybody's phone, without an account. */
export function BalancePage() {
  const [code, setCode] = useState<string | null>(null)
  const [balance, setBalance] = useState<Balance | null>(null)
  const act = useAct(readPaperCard)
  const say = useTroubleWords()
  const again = () => {
    act.forget()
    setCode(null)
    setBalance(null)
  }
  const look = async (pin: string) => {
    const reply = code ? await act.send({ body: { code, pin } }) : undefined
    if (reply) setBalance(reply)
  }
  const wrong = codeOf(act.trouble) === 'paper_card_pin_wrong' && act.trouble ? say(act.trouble) : undefined
  return (
    <Screen key={balance ? 'balance' : code ? 'pin' : 'card'} title={t('title')} nav={false}>
      {balance ? (
        <Shown balance={balance} />
      ) : code ? (
        <>
          <TroubleNotice trouble={act.trouble} except={['paper_card_pin_wrong']} />
          <PinPad
            label={t('pin')}
            help={t('pinHelp')}
            error={wrong}
            busy={act.busy}
            onPin={(pin) => void look(pin)}
          />
        </>
      ) : (
        <FindCard hint={t('hint')} onCard={setCode} />
      )}
      {code ? (
        <Button look="quiet" disabled={act.busy} onPress={again}>
          {t('otherCard')}
        </Button>
      ) : (
        <p className="text-ink-soft">{t('lost')}</p>
      )}
    </Screen>
  )
}

const digitsOnCard = 44

/** The card before the camera; where there is none, the number below its bars. */
export function FindCard({ hint, onCard }: { hint: string; onCard: (code: string) => void }) {
  const [digits, setDigits] = useState('')
  const [tried, setTried] = useState(false)
  const [typing, setTyping] = useState(false)
  const read = useCallback(async (text: string) => onCard(text), [onCard])
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (digits.length === digitsOnCard) onCard(digits)
  }
  return (
    <>
      <p>{hint}</p>
      <CameraView onText={read} otherwise={t('type')} />
      {typing ? (
        <form noValidate onSubmit={submit} className="flex flex-col gap-3">
          <TextField
            label={t('digits')}
            inputMode="numeric"
            autoComplete="off"
            value={digits}
            onChange={(text) => setDigits(digitsOf(text).slice(0, digitsOnCard))}
            error={tried && digits.length < digitsOnCard ? t('digitsShort') : undefined}
          />
          <Button type="submit">{t('next')}</Button>
        </form>
      ) : (
        <Button look="outline" wide onPress={() => setTyping(true)}>
          {t('type')}
        </Button>
      )}
    </>
  )
}

function Shown({ balance }: { balance: Balance }) {
  const { coinName, pointsName } = useTown()
  return (
    <>
      <section className="flex flex-col gap-1 rounded-24 border-2 border-coin-200 bg-card p-5 text-center">
        <p className="font-bold">{coinName}</p>
        <p className="text-coin-800">
          <Amount value={balance.coin} unit="yen" size="hero" />
        </p>
        <p className="pt-2 font-bold">{pointsName}</p>
        <p className="text-points-700">
          <Amount value={balance.points} unit="points" size="large" />
        </p>
        <p className="text-sm text-ink-soft">{t('asOf', { minute: sayMinute(balance.asOf) })}</p>
      </section>
      <Facts
        facts={[
          [t('number'), balance.number.replace(/(\d{4})/, '$1 ')],
          ...balance.expiring.map(
            ({ points, lastDay }) =>
              [
                t('expires', { day: sayDay(lastDay) }),
                <Amount key={lastDay} value={points} unit="points" />,
              ] as const,
          ),
        ]}
      />
      <h2 className="font-bold">{t('latest')}</h2>
      {balance.latest.length === 0 ? (
        <p>{t('nothing')}</p>
      ) : (
        <Rows>
          {balance.latest.map(({ at, counterpart, amount, helper }) => (
            <li key={at + counterpart}>
              <RowBody
                title={counterpart}
                note={helper ? `${sayMinute(at)}　${t('byHelper', { name: helper })}` : sayMinute(at)}
                end={<Amount value={amount} unit="yen" />}
              />
            </li>
          ))}
        </Rows>
      )}
    </>
  )
}

import { Link, useRouter } from '@tanstack/react-router'
import { type FormEvent, useEffect, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { enterTill, readTill } from '#contract/till-devices.ts'
import { codeOf, forgetAnswers, useAct, useAskEvery } from '../../lib/ask.ts'
import { Refused } from '../../lib/api.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { rememberTown } from '../../lib/town.ts'
import { Asked, TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { IconPerson } from '../../ui/icons.tsx'
import { Keypad } from '../Keypad.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { Page } from '../../ui/Page.tsx'
import { TopBar } from '../../ui/TopBar.tsx'
import { LineBar } from '../ShopFrame.tsx'
import { SoundBar } from '../SoundBar.tsx'
import { useLine } from '../payments/use-live-payments.ts'
import { roleNames } from '../staff/role-names.ts'
import { PinField } from './PinField.tsx'

type Till = ReplyOf<typeof readTill>
type Person = Till['people'][number]

/** Somebody may be added, or the till signed out from afar, while it lies there locked. */
const lookMs = 30_000

/** A shared till that is locked: somebody chooses their name and types their PIN. Payments still sound. */
export function TillPage() {
  const query = useAskEvery(() => lookMs, readTill)
  const { history } = useRouter()
  const live = useLine()
  const isNoTill = query.error instanceof Refused && query.error.problem.code === 'not_a_till'
  useEffect(() => {
    if (isNoTill) history.replace(`/merchant${merchantPaths.signIn}`)
  }, [isNoTill, history])
  const enter = () => {
    forgetAnswers()
    rememberTown()
    history.push(`/merchant${merchantPaths.home}`)
  }
  return (
    <>
      <LineBar live={live} />
      <SoundBar />
      <Page title={query.data?.storeName ?? 'お店のレジ'} top={<TopBar />}>
        <Asked of={query}>{(till) => <Entrance till={till} onEntered={enter} />}</Asked>
      </Page>
    </>
  )
}

function Entrance({ till, onEntered }: { till: Till; onEntered: () => void }) {
  const [chosen, setChosen] = useState<Person | null>(null)
  if (chosen) return <PinForm person={chosen} onEntered={onEntered} onStop={() => setChosen(null)} />
  return (
    <>
      <p className="text-lg">
        {till.name}　お名前を選んでください。
        <span className="block text-sm text-ink-soft">ロック中も、お支払いがあると音が鳴ります。</span>
      </p>
      {till.people.length === 0 ? (
        <Notice tone="warning" title="PINを決めた人がまだいません">
          店主の方が、ご自分の端末の「スタッフ」でPINを決めてください。
        </Notice>
      ) : (
        <ul className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,13rem),1fr))] gap-3">
          {till.people.map((person) => (
            <li key={person.id}>
              <button
                type="button"
                onClick={() => setChosen(person)}
                className="flex min-h-24 w-full cursor-pointer items-center gap-3 rounded-24 border-2 border-line bg-card p-4 text-left hover:bg-coin-50"
              >
                <IconPerson className="size-10 shrink-0 text-coin-700" />
                <span className="min-w-0">
                  <span className="block text-xl font-bold">{person.name}</span>
                  <span className="text-ink-soft">{roleNames[person.role]}</span>
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <Link to={merchantPaths.signIn} className={buttonClass('quiet')}>
        メールアドレスでログインする
      </Link>
    </>
  )
}

type PinFormProps = { person: Person; onEntered: () => void; onStop: () => void }

function PinForm({ person, onEntered, onStop }: PinFormProps) {
  const act = useAct(enterTill)
  const say = useTroubleWords()
  const [pin, setPin] = useState('')
  const [short, setShort] = useState(false)
  const wrong = codeOf(act.trouble) === 'pin_wrong' && act.trouble ? say(act.trouble) : undefined
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setShort(pin.length < 4)
    if (pin.length < 4) return
    if (await act.send({ body: { staffId: person.id, pin } })) return onEntered()
    setPin('')
  }
  const type = (next: string) => {
    setShort(false)
    setPin(next.slice(0, 6))
  }
  return (
    <form
      noValidate
      onSubmit={(event) => void submit(event)}
      className="mx-auto flex w-full max-w-sm flex-col gap-4"
    >
      <h2 className="text-xl font-bold">{person.name}さん</h2>
      <PinField
        label="PIN（4〜6桁）"
        value={pin}
        onChange={type}
        keypad
        error={short ? 'PINは4桁から6桁です。' : wrong}
      />
      <TroubleNotice trouble={act.trouble} except={['pin_wrong']} />
      <Keypad onDigits={(digits) => type(pin + digits)} onBack={() => type(pin.slice(0, -1))} />
      <Button type="submit" size="large" wide busy={act.busy}>
        開く
      </Button>
      <Button look="quiet" onPress={onStop}>
        ほかの人を選ぶ
      </Button>
    </form>
  )
}

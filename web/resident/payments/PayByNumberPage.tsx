import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { findStoreToPay, readStore } from '#contract/merchants.ts'
import { asking, codeOf, queryClient, useAct } from '../../lib/ask.ts'
import { digitsOf } from '../../lib/digits.ts'
import { paths } from '../../lib/paths.ts'
import { TroubleNotice, useTroubleWords } from '../../lib/Trouble.tsx'
import { Button, buttonClass } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { Screen } from '../Screen.tsx'
import { t } from '../words/payments.ts'

const numberLength = 6

/** The six digits below the shop's code, for when the camera does not help. */
export function PayByNumberPage() {
  const [number, setNumber] = useState('')
  const [tooShort, setTooShort] = useState(false)
  const act = useAct(findStoreToPay)
  const say = useTroubleWords()
  const navigate = useNavigate()
  const unknown = codeOf(act.trouble) === 'store_unknown' && act.trouble ? say(act.trouble) : undefined
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTooShort(number.length < numberLength)
    if (number.length < numberLength) return
    const answer = await act.send({ body: { text: number } })
    if (!answer) return
    const { request: _, ...store } = answer
    queryClient.setQueryData(asking(readStore, { params: { id: store.id } }).queryKey, store)
    await navigate({ to: paths.payAmount, params: { storeId: store.id }, search: { via: 'store_number' } })
  }
  return (
    <Screen title={t('typeNumber')} back={paths.pay} nav={false}>
      <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
        <TextField
          label={t('numberLabel')}
          help={t('numberHelp')}
          inputMode="numeric"
          autoComplete="off"
          value={number}
          onChange={(text) => setNumber(digitsOf(text).slice(0, numberLength))}
          error={tooShort ? t('numberShort') : unknown}
          className="text-center text-3xl font-bold tracking-[0.3em] tabular-nums"
        />
        <TroubleNotice trouble={act.trouble} except={['store_unknown']} />
        <Button type="submit" size="large" wide busy={act.busy}>
          {t('next')}
        </Button>
        <Link to={paths.stores} className={buttonClass('quiet')}>
          {t('chooseStore')}
        </Link>
      </form>
    </Screen>
  )
}

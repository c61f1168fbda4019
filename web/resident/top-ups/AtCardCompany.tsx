import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'
import { continueCardTopUp, leaveCardTopUp } from '#contract/card-top-ups.ts'
import type { ReplyOf } from '#contract/endpoint.ts'
import type { readTopUp } from '#contract/top-ups.ts'
import { useAct } from '../../lib/ask.ts'
import { leaveFor } from '../../lib/leave-for.ts'
import { paths } from '../../lib/paths.ts'
import { TroubleNotice } from '../../lib/Trouble.tsx'
import { Amount } from '../../ui/Amount.tsx'
import { Button } from '../../ui/Button.tsx'
import { Facts } from '../../ui/ListRow.tsx'
import { Notice } from '../../ui/Notice.tsx'
import { t } from '../words/top-ups.ts'

type TopUp = ReplyOf<typeof readTopUp>

type AtCardCompanyProps = {
  topUp: TopUp
  /** The person pressed the card company's way back without paying. */
  left: boolean
  onChange: (topUp: TopUp) => void
}

/** A top-up that waits at the card company: go on there, or give it up. The page asks by itself how it stands. */
export function AtCardCompany({ topUp, left, onChange }: AtCardCompanyProps) {
  const goOn = useAct(continueCardTopUp)
  const leave = useAct(leaveCardTopUp)
  const navigate = useNavigate()
  const params = { id: topUp.id }
  const { send: sendLeave } = leave
  useEffect(() => {
    if (!left) return
    void sendLeave({ params: { id: topUp.id } }).then(async (ended) => {
      if (ended) onChange(ended)
      // The address shall not give up again what is opened from the history.
      await navigate({ to: paths.topUpDetail, params: { topUpId: topUp.id }, replace: true })
    })
  }, [left, topUp.id, sendLeave, navigate, onChange])
  const open = async () => {
    const answer = await goOn.send({ params })
    if (answer) onChange(answer.topUp)
    if (answer?.goTo) leaveFor(answer.goTo)
  }
  const giveUp = async () => {
    const ended = await leave.send({ params })
    if (ended) onChange(ended)
  }
  return (
    <>
      <Notice tone="info" title={t('companyGoOn')}>
        {t('companyNote')}
      </Notice>
      <Facts facts={[[t('amount'), <Amount key="amount" value={topUp.amount} unit="yen" size="large" />]]} />
      <TroubleNotice trouble={goOn.trouble} />
      <TroubleNotice trouble={leave.trouble} />
      <Button size="large" wide busy={goOn.busy} onPress={() => void open()}>
        {t('companyOpen')}
      </Button>
      <Button look="quiet" busy={leave.busy} onPress={() => void giveUp()}>
        {t('giveUp')}
      </Button>
    </>
  )
}

import { type FormEvent, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { isPhone } from '#contract/joining-form.ts'
import { minutesOf, sayTime } from '#contract/opening-hours.ts'
import { readStaff } from '#contract/merchants.ts'
import { roleMay } from '#contract/staff.ts'
import { changeStoreData, readStoreData } from '#contract/store-data.ts'
import { askAnew, useAct, useAsk } from '../../lib/ask.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { merchantPaths } from '../../lib/paths.ts'
import { makeId } from '../../lib/uuid.ts'
import { Button } from '../../ui/Button.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import { DayBoxes } from '../joining/Fields.tsx'
import { fieldNames, sayMistake } from '../joining/words.ts'
import { ShopPage } from '../ShopPage.tsx'
import { useStaff } from '../use-staff.ts'
import {
  Closures,
  Holidays,
  readHolidayDraft,
  TimeFields,
  toHolidayDraft,
  wrongClosure,
} from './ClosedDays.tsx'
import { Goods } from './Goods.tsx'
import { Listing } from './Listing.tsx'
import { PayoutAccount } from './PayoutAccount.tsx'

export type StoreData = ReplyOf<typeof readStoreData>

/** お店の情報: what people see of the shop, and where it is paid out to. */
export function StoreDataPage() {
  const { store, role } = useStaff()
  const query = useAsk(readStoreData)
  return (
    <ShopPage title="お店の情報" back={merchantPaths.menu}>
      <Asked of={query}>
        {(data) => (
          <>
            <Listing store={store} waiting={data.listingChange} />
            <Goods store={store} />
            <HoursForm data={data} />
            <PayoutAccount data={data} mayChange={roleMay(role, 'account')} />
          </>
        )}
      </Asked>
    </ShopPage>
  )
}

function HoursForm({ data }: { data: StoreData }) {
  const act = useAct(changeStoreData)
  const [phone, setPhone] = useState(data.phone)
  const [opens, setOpens] = useState(data.opensAt === null ? '' : sayTime(data.opensAt))
  const [closes, setCloses] = useState(data.closesAt === null ? '' : sayTime(data.closesAt))
  const [closedOn, setClosedOn] = useState(data.closedOn)
  const [hoursNote, setNote] = useState(data.hoursNote)
  const [holidays, setHolidays] = useState(() => toHolidayDraft(data.onHolidays))
  const [closures, setClosures] = useState(data.closures)
  const [tried, setTried] = useState(false)
  const [opensAt, closesAt] = [minutesOf(opens), minutesOf(closes)]
  const wrong = {
    phone: isPhone(phone) ? undefined : ('not_phone' as const),
    opensAt: opensAt !== undefined && opensAt < 1440 ? undefined : ('not_time' as const),
    closesAt: wrongClosing(opensAt, closesAt),
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (opensAt === undefined || closesAt === undefined || Object.values(wrong).some(Boolean)) return
    const onHolidays = readHolidayDraft(holidays)
    if (onHolidays === undefined || closures.some(wrongClosure)) return
    const body = { phone, opensAt, closesAt, closedOn, onHolidays, closures, hoursNote: hoursNote.trim() }
    if (!(await act.send({ params: { id: makeId() }, body }))) return
    announce('お店の情報を変更しました。')
    askAnew(readStoreData)
    askAnew(readStaff)
  }
  const say = (field: keyof typeof wrong) => (tried ? sayMistake(field, wrong[field]) : undefined)
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-5">
      <h2 className="text-lg font-bold">電話と営業時間</h2>
      <TextField
        label={fieldNames.phone}
        inputMode="tel"
        autoComplete="tel"
        value={phone}
        onChange={setPhone}
        maxLength={20}
        error={say('phone')}
      />
      <TimeFields
        labels={[fieldNames.opensAt, fieldNames.closesAt]}
        values={[opens, closes]}
        onChange={(from, until) => {
          setOpens(from)
          setCloses(until)
        }}
        errors={[say('opensAt'), say('closesAt')]}
      />
      <DayBoxes closedOn={closedOn} onChange={setClosedOn} />
      <Holidays draft={holidays} onChange={setHolidays} tried={tried} />
      <TextField
        label={fieldNames.hoursNote}
        help="たとえば「売り切れ次第閉店」。"
        value={hoursNote}
        onChange={setNote}
        maxLength={40}
      />
      <Closures closures={closures} onChange={setClosures} tried={tried} />
      <TroubleNotice trouble={act.trouble} />
      <Button type="submit" size="large" wide busy={act.busy}>
        変更する
      </Button>
    </form>
  )
}

function wrongClosing(opensAt: number | undefined, closesAt: number | undefined) {
  if (closesAt === undefined || closesAt > 2880) return 'not_time' as const
  return opensAt !== undefined && closesAt <= opensAt ? ('closes_too_early' as const) : undefined
}

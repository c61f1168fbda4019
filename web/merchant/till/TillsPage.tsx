import { useRouter } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { ReplyOf } from '#contract/endpoint.ts'
import { roleMay } from '#contract/staff.ts'
import {
  endStaffSession,
  endTillDevice,
  listStaffSessions,
  listTillDevices,
  makeTillDevice,
} from '#contract/till-devices.ts'
import { forgetAnswers, useAct, useAsk } from '../../lib/ask.ts'
import { merchantPaths } from '../../lib/paths.ts'
import { sayMinute } from '../../lib/time.ts'
import { rememberTown } from '../../lib/town.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { makeId } from '../../lib/uuid.ts'
import { Button } from '../../ui/Button.tsx'
import { RowBody, Rows } from '../../ui/ListRow.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { announce } from '../../ui/Toast.tsx'
import { ShopPage } from '../ShopPage.tsx'
import { useStaff } from '../use-staff.ts'

/** レジの端末: the tablets that everybody shares, how this one becomes such a tablet, and who is signed in elsewhere. */
export function TillsPage() {
  const { role, till } = useStaff()
  return (
    <ShopPage title="レジの端末" back={merchantPaths.menu}>
      <p>
        お店のタブレットを1台、みんなで使えます。使う人は、お名前とPINで交代します。だれが操作したかは記録に残ります。
      </p>
      {roleMay(role, 'devices') ? <Devices /> : null}
      {roleMay(role, 'devices') ? <Sessions /> : null}
      {till ? <p className="font-bold">この端末は「{till.name}」です。</p> : <NewTill />}
    </ShopPage>
  )
}

type Device = ReplyOf<typeof listTillDevices>['devices'][number]

function Devices() {
  const query = useAsk(listTillDevices)
  const ending = useAct(endTillDevice)
  const end = async (device: Device) => {
    if (!(await ending.send({ params: { id: device.id } }))) return
    announce(`${device.name}を停止しました。`)
    await query.refetch()
  }
  return (
    <>
      <Asked of={query}>
        {({ devices }) =>
          devices.length === 0 ? (
            <p className="rounded-16 border border-line bg-card p-4">レジの端末はまだありません。</p>
          ) : (
            <Rows>
              {devices.map((device) => (
                <li key={device.id}>
                  <RowBody
                    title={`${device.name}${device.current ? '（この端末）' : ''}`}
                    note={
                      <>
                        <span className="block">{device.staffName ?? 'ロック中'}</span>
                        最後に使った日時 {sayMinute(device.usedAt)}
                      </>
                    }
                    end={
                      <Button
                        look="outline"
                        busy={ending.busy}
                        onPress={() => void end(device)}
                        label={`${device.name}を停止する`}
                      >
                        停止
                      </Button>
                    }
                  />
                </li>
              ))}
            </Rows>
          )
        }
      </Asked>
      <TroubleNotice trouble={ending.trouble} />
    </>
  )
}

type Session = ReplyOf<typeof listStaffSessions>['sessions'][number]

/** Phones and computers on which colleagues are signed in with a password: one that is lost is signed out here. */
function Sessions() {
  const query = useAsk(listStaffSessions)
  const ending = useAct(endStaffSession)
  const end = async (session: Session) => {
    if (!(await ending.send({ params: { id: session.id } }))) return
    announce(`${session.staffName}さんの端末をログアウトしました。`)
    await query.refetch()
  }
  return (
    <section className="flex flex-col gap-3">
      <h2 className="text-lg font-bold">パスワードでログイン中の端末</h2>
      <p className="text-sm text-ink-soft">なくした端末や、置き忘れた端末をここからログアウトできます。</p>
      <Asked of={query}>
        {({ sessions }) => (
          <Rows>
            {sessions.map((session) => (
              <li key={session.id}>
                <RowBody
                  title={`${session.staffName}${session.current ? '（この端末）' : ''}`}
                  note={
                    <>
                      <span className="block">ログイン {sayMinute(session.startedAt)}</span>
                      最後に使った日時 {sayMinute(session.usedAt)}
                    </>
                  }
                  end={
                    session.current ? null : (
                      <Button
                        look="outline"
                        busy={ending.busy}
                        onPress={() => void end(session)}
                        label={`${session.staffName}さんの${sayMinute(session.startedAt)}からの端末をログアウト`}
                      >
                        ログアウト
                      </Button>
                    )
                  }
                />
              </li>
            ))}
          </Rows>
        )}
      </Asked>
      <TroubleNotice trouble={ending.trouble} />
    </section>
  )
}

function NewTill() {
  const { history } = useRouter()
  const making = useAct(makeTillDevice)
  const [name, setName] = useState('')
  const [tried, setTried] = useState(false)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!name.trim() || !(await making.send({ body: { id: makeId(), name: name.trim() } }))) return
    forgetAnswers()
    rememberTown()
    history.push(`/merchant${merchantPaths.till}`)
  }
  return (
    <form
      noValidate
      onSubmit={(event) => void submit(event)}
      className="flex flex-col gap-4 rounded-16 border border-line bg-card p-4"
    >
      <h2 className="text-lg font-bold">この端末をお店のレジにする</h2>
      <p>あなたはログアウトし、この端末はお名前とPINで開くようになります。</p>
      <TextField
        label="端末の名前"
        help="例：カウンター、レジ1"
        value={name}
        onChange={setName}
        maxLength={40}
        error={tried && !name.trim() ? '端末の名前を入力してください。' : undefined}
      />
      <TroubleNotice trouble={making.trouble} />
      <Button type="submit" size="large" wide busy={making.busy}>
        お店のレジにする
      </Button>
    </form>
  )
}

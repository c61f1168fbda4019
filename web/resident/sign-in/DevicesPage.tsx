import { Link, useNavigate } from '@tanstack/react-router'
import type { ReplyOf } from '#contract/endpoint.ts'
import { readWaysIn } from '#contract/federated.ts'
import { listDevices, signOutDevice, signOutElsewhere, signOutEverywhere } from '#contract/sign-in.ts'
import { forgetAnswers, useAct, useAsk } from '../../lib/ask.ts'
import { paths } from '../../lib/paths.ts'
import { sayMinute } from '../../lib/time.ts'
import { rememberTown } from '../../lib/town.ts'
import { Asked, TroubleNotice } from '../../lib/Trouble.tsx'
import { Button } from '../../ui/Button.tsx'
import { RowBody, rowLinkClass, Rows } from '../../ui/ListRow.tsx'
import { announce } from '../../ui/Toast.tsx'
import { Screen } from '../Screen.tsx'

/** ログインと端末: where one is signed in, ending that, and the password and address that let one in. */
export function DevicesPage() {
  const query = useAsk(listDevices)
  const hasPassword = useAsk(readWaysIn).data?.password ?? true
  const one = useAct(signOutDevice)
  const others = useAct(signOutElsewhere)
  const all = useAct(signOutEverywhere)
  const navigate = useNavigate()
  const signOutOne = async (deviceId: string) => {
    if (!(await one.send({ params: { deviceId } }))) return
    announce('その端末からログアウトしました。')
    await query.refetch()
  }
  const signOutOthers = async () => {
    if (!(await others.send())) return
    announce('ほかの端末からログアウトしました。')
    await query.refetch()
  }
  const leave = async () => {
    if (!(await all.send())) return
    forgetAnswers()
    rememberTown()
    await navigate({ to: paths.welcome })
  }
  return (
    <Screen title="ログインと端末" back={paths.menu}>
      <Rows>
        <li>
          <Link to={hasPassword ? paths.password : paths.firstPassword} className={rowLinkClass}>
            <RowBody title={hasPassword ? 'パスワードの変更' : 'パスワードの追加'} leads />
          </Link>
        </li>
        <li>
          <Link to={paths.mail} className={rowLinkClass}>
            <RowBody title="メールアドレスの変更" leads />
          </Link>
        </li>
      </Rows>
      <h2 className="text-lg font-bold">ログイン中の端末</h2>
      <Asked of={query}>
        {({ devices }) => (
          <Rows>
            {devices.map((device) => (
              <DeviceRow
                key={device.id}
                device={device}
                busy={one.busy}
                onSignOut={() => void signOutOne(device.id)}
              />
            ))}
          </Rows>
        )}
      </Asked>
      <TroubleNotice trouble={one.trouble ?? others.trouble ?? all.trouble} />
      {(query.data?.devices.length ?? 0) > 1 ? (
        <Button look="outline" wide busy={others.busy} onPress={() => void signOutOthers()}>
          ほかのすべての端末からログアウトする
        </Button>
      ) : null}
      <Button look="quiet" busy={all.busy} onPress={() => void leave()}>
        この端末も含めて、すべてログアウトする
      </Button>
    </Screen>
  )
}

type Device = ReplyOf<typeof listDevices>['devices'][number]

function DeviceRow({ device, busy, onSignOut }: { device: Device; busy: boolean; onSignOut: () => void }) {
  const { name, current, lastUsedAt } = device
  return (
    <li>
      <RowBody
        title={name}
        note={current ? 'この端末' : `最後に使った日時 ${sayMinute(lastUsedAt)}`}
        end={
          current ? null : (
            <Button look="outline" busy={busy} onPress={onSignOut}>
              ログアウト
            </Button>
          )
        }
      />
    </li>
  )
}

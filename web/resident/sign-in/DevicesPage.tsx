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
import { t } from '../words/sign-in.ts'

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
    announce(t('thatSignedOut'))
    await query.refetch()
  }
  const signOutOthers = async () => {
    if (!(await others.send())) return
    announce(t('othersSignedOut'))
    await query.refetch()
  }
  const leave = async () => {
    if (!(await all.send())) return
    forgetAnswers()
    rememberTown()
    await navigate({ to: paths.welcome })
  }
  return (
    <Screen title={t('devices')} back={paths.menu}>
      <Rows>
        <li>
          <Link to={hasPassword ? paths.password : paths.firstPassword} className={rowLinkClass}>
            <RowBody title={hasPassword ? t('passwordChange') : t('passwordAdd')} leads />
          </Link>
        </li>
        <li>
          <Link to={paths.mail} className={rowLinkClass}>
            <RowBody title={t('mailChange')} leads />
          </Link>
        </li>
      </Rows>
      <h2 className="text-lg font-bold">{t('signedInDevices')}</h2>
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
          {t('signOutOthers')}
        </Button>
      ) : null}
      <Button look="quiet" busy={all.busy} onPress={() => void leave()}>
        {t('signOutAll')}
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
        note={current ? t('thisDevice') : t('lastUsed', { lastUsedAt: sayMinute(lastUsedAt) })}
        end={
          current ? null : (
            <Button look="outline" busy={busy} onPress={onSignOut}>
              {t('signOut')}
            </Button>
          )
        }
      />
    </li>
  )
}

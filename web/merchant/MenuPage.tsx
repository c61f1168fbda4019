import { useRouter } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { staffSignOut } from '#contract/merchants.ts'
import { roleMay } from '#contract/staff.ts'
import type { StaffAct } from '#contract/endpoint.ts'
import { merchantPaths } from '../lib/paths.ts'
import { SignOutButton } from '../lib/SignOutButton.tsx'
import {
  IconCounter,
  IconHistory,
  IconKey,
  IconPay,
  IconPerson,
  IconPrint,
  IconShield,
  IconShop,
} from '../ui/icons.tsx'
import { RowBody, rowLinkClass, Rows } from '../ui/ListRow.tsx'
import { Notice } from '../ui/Notice.tsx'
import { ShopLink } from './ShopLink.tsx'
import { ShopPage } from './ShopPage.tsx'
import { StoreChoice } from './sign-in/StoreChoice.tsx'
import { useStaff } from './use-staff.ts'

type Place = { act: StaffAct; to: string; title: string; note: string; icon: ReactNode }

const places: readonly Place[] = [
  {
    act: 'today',
    to: merchantPaths.practice,
    title: 'レジの練習',
    note: '本物のお金を使わずに、お会計と返金を試す',
    icon: <IconPay />,
  },
  {
    act: 'today',
    to: merchantPaths.code,
    title: 'お店のコード',
    note: '表示・印刷（A4・A5・カード）',
    icon: <IconPrint />,
  },
  {
    act: 'store',
    to: merchantPaths.store,
    title: 'お店の情報',
    note: 'お客さまに見える内容・振込先',
    icon: <IconShop />,
  },
  {
    act: 'staff',
    to: merchantPaths.staff,
    title: 'スタッフ',
    note: '招待・PIN・役割・アカウントの終了',
    icon: <IconPerson />,
  },
  {
    act: 'make_device',
    to: merchantPaths.tills,
    title: 'レジの端末',
    note: 'タブレットをみんなで使う',
    icon: <IconCounter />,
  },
  {
    act: 'rules',
    to: merchantPaths.rules,
    title: '返金の上限と画面ロック',
    note: '役割ごとの金額、ロックまでの時間',
    icon: <IconPay />,
  },
  {
    act: 'staff',
    to: merchantPaths.deeds,
    title: '操作の記録',
    note: 'だれが、いつ、何をしたか',
    icon: <IconHistory />,
  },
  {
    act: 'account',
    to: merchantPaths.furtherStore,
    title: 'お店を増やす',
    note: '同じ事業者の新しいお店を申し込む',
    icon: <IconShop />,
  },
  { act: 'keys', to: merchantPaths.tillKeys, title: 'レジ連携', note: 'POSレジをつなぐ', icon: <IconKey /> },
  {
    act: 'today',
    to: merchantPaths.roles,
    title: '役割でできること',
    note: '店主・店長・レジ',
    icon: <IconShield />,
  },
]

/** メニュー: everything besides taking money, as far as the role reaches. */
export function MenuPage() {
  const { name, role, till } = useStaff()
  const { history } = useRouter()
  const byPin = till?.byPassword === false
  return (
    <ShopPage title="メニュー">
      <p className="text-ink-soft">{name}さん</p>
      {byPin && role !== 'till' ? (
        <Notice>
          スタッフやレジ連携の設定は、PINではできません。ロックしてから、メールアドレスでログインしてください。
        </Notice>
      ) : null}
      <StoreChoice />
      <Rows>
        {places
          .filter(({ act }) => roleMay(role, act))
          .map(({ to, title, note, icon }) => (
            <li key={to}>
              <ShopLink to={to} className={rowLinkClass}>
                <RowBody icon={icon} title={title} note={note} leads />
              </ShopLink>
            </li>
          ))}
      </Rows>
      {till ? null : (
        <SignOutButton
          endpoint={staffSignOut}
          onDone={() => history.push(`/merchant${merchantPaths.signIn}`)}
        />
      )}
    </ShopPage>
  )
}

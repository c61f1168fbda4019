import type { RefusalFacts, RefusalWords } from '../../i18n/words.ts'
import { sayYen } from '../../numbers.ts'
import { sayMinute } from '../../time.ts'
import type { residentRefusals as japanese } from '../ja/refusals.ts'

export const refusals: Record<keyof typeof japanese, RefusalWords> = {
  invalid_input: '请检查输入内容后重试。',
  not_signed_in: '登录已过期。请重新登录。',
  not_allowed: '无法进行此操作。',
  not_found: '未找到。请返回上一页重试。',
  too_large: '发送内容过大。请缩短后重试。',
  too_many_requests: (facts) => `操作过于频繁。${sayWait(facts)}再试。`,
  busy: '目前较为繁忙。请稍候重试。',
  terms_outdated: '条款已更新。请重新阅读并同意。',
  mail_taken: '此邮箱已注册。请登录，或使用其他邮箱。',
  reset_link_invalid: '此链接已使用或已过期。请重新发送重置邮件。',
  recovery_without_card: '此账户未进行过个人编号卡验证，无法通过卡恢复。请前往窗口。',
  recovery_paused: (facts) => `恢复次数已达上限。${sayWait(facts)}再试。`,
  recovery_over: '此手续已结束或超时。请重新开始。',
  desk_code_wrong: '邮箱地址或窗口代码有误。请仔细核对纸张后重新输入。',
  desk_code_too_early: (facts) => `窗口代码尚不可用。${sayWait(facts)}再试。这是为了安全而设的等待时间。`,
  password_too_weak: '密码过于简单。请设置更长且未在别处使用的密码。',
  wrong_mail_or_password: '邮箱地址或密码有误。请重新输入。',
  sign_in_paused: (facts) => `因多次输错，登录已暂停。${sayWait(facts)}再试。`,
  second_step_expired: '已超时。请重新登录。',
  second_step_missing: '请先设置两步验证。',
  second_step_paused: (facts) => `因多次输错，两步验证已暂停。${sayWait(facts)}再试。`,
  authenticator_code_wrong: '验证器应用的数字有误。请输入当前显示的6位数字。',
  recovery_code_wrong: '恢复码有误或已使用。请输入其他恢复码。',
  passkey_wrong: '无法确认通行密钥。请重试，或使用其他方式。',
  step_up_required: '这是重要变更。请再次确认是您本人。',
  password_wrong: '密码有误。请重新输入。',
  link_invalid: '此链接已使用或已过期。请重新发送验证邮件。',
  link_of_another: '此链接不属于您当前登录的账户。请用注册时的账户重新登录。',
  mail_already_verified: '此邮箱地址已验证。',
  provider_visit_over: '已超时或手续已完成。请重新开始。',
  provider_cancelled: '手续已中途取消。可以重新开始。',
  provider_unavailable: '目前无法使用此方式。请稍后重试，或使用其他方式。',
  provider_failed: '手续中途出现问题。请重新开始。',
  provider_gave_no_mail: '未能获取邮箱地址。请使用邮箱地址和密码注册。',
  account_unknown: '尚未注册。请先注册。',
  account_exists: '此邮箱已注册。请用平常的方式登录，再在菜单的“登录方式”中添加。',
  way_in_taken: '无法添加。他人正在使用，或已添加了其他账户。',
  password_already_set: '已设置密码。可在“修改密码”中更改。',
  last_way_in: '移除后将无法登录。请先添加其他登录方式。',
  passcode_wrong: (facts) => `验证码有误。${sayTries(facts)}请重新输入短信中的6位数字。`,
  passcode_expired: '验证码已过期。请重新发送。',
  passcode_too_soon: (facts) => `短信刚刚发送。${sayWait(facts)}再试。`,
  passcode_too_many: (facts) => `验证码次数已达上限。${sayWait(facts)}再试。`,
  sms_not_sent: sayWhyNoSms,
  phone_not_mobile: '请检查手机号码。应为以060、070、080或090开头的11位号码。',
  phone_missing: '请先登记手机号码。',
  kana_invalid: '请用片假名输入姓名，也可用平假名。',
  name_from_card: '您的姓名已通过个人编号卡确认。如姓名有变更，请在“个人编号卡验证”中重新读取卡。',
  profile_needed: '请先在“个人信息”中登记姓名的假名。',
  mail_proof_needed: '请先完成邮箱验证。',
  phone_needed: '请先完成短信验证。',
  identity_check_required: '请先完成个人编号卡验证。可在菜单的“验证设置”中开始。',
  card_check_unavailable: '目前无法使用个人编号卡验证。请稍后重试。',
  money_under_way: '有资金正在等待结果。请在完成后重试。',
  balance_changed: '余额已变动。请确认金额后重新选择。',
  frozen: '此账户目前无法使用。请联系运营窗口。',
  bank_unknown: '未找到此金融机构。请选择其他机构。',
  bank_unavailable: '目前无法连接银行。请稍后重试。',
  bank_in_maintenance: (facts) => `目前不在银行服务时间内。${sayUntil(facts['until'])}重试。`,
  bank_link_paused: (facts) => `因多次未能登记，账户登记已暂停。${sayWait(facts)}再试。`,
  bank_details_missing: '请检查分行号和账号后重新输入。',
  bank_account_not_ready: '此账户无法使用。请选择其他账户，或重新登记。',
  top_up_below_minimum: (facts) => `充值金额至少为${sayLimit(facts['limit'], '最低金额')}。请增加金额。`,
  top_up_over_limit: (facts) => `单次充值最多${sayLimit(facts['limit'], '上限金额')}。请减少金额。`,
  top_up_over_first_day_limit: (facts) =>
    `在新设备登录后24小时内，还可充值${sayLimit(facts['left'], '少量金额')}。`,
  top_up_over_day_limit: (facts) =>
    `今日还可充值${sayLimit(facts['left'], '少量金额')}。请减少金额，或明天再试。`,
  top_up_over_month_limit: (facts) =>
    `本月还可充值${sayLimit(facts['left'], '少量金额')}。请减少金额，或下月再试。`,
  balance_over_cap: (facts) => `将超过余额上限。还可充值${sayLimit(facts['left'], '少量金额')}。`,
  top_up_line: (facts) => `目前充值人数较多。您排在第${String(facts['place'])}位。`,
  automatic_ceiling_wrong: (facts) =>
    `每月上限请设在${sayLimit(facts['least'], '单次金额')}至${sayLimit(facts['limit'], '上限金额')}之间。`,
  top_up_exists_with_different_content: '此充值已受理。请查看记录。',
  bank_account_exists_with_different_content: '此登记已受理。请查看账户列表。',
  card_tries_exhausted: (facts) =>
    `因信用卡多次无法使用，信用卡充值已暂停。${sayWait(facts)}再试，或使用其他方式。`,
  card_not_ready: '此卡无法使用。请选择其他卡，或使用新卡。',
  card_not_accepted: '不支持此品牌的信用卡。请选择其他卡。',
  card_company_unavailable: '目前无法连接发卡机构。没有资金变动。请稍候重试。',
  atm_unavailable: '目前无法连接ATM。请稍后重试。',
  atm_code_unknown: '这不是ATM的二维码，或已被他人扫描。请扫描ATM屏幕上的二维码。',
  atm_code_over: 'ATM二维码已过期。请在ATM上重新开始。',
  charge_code_tries_paused: (facts) => `输入次数过多，暂不受理。${sayWait(facts)}再试。`,
  push_address_not_allowed: '此设备无法接收通知。',

  charge_code_wrong: '此充值码无法使用。请再次核对16位编号。',
  charge_code_used: '此充值码已使用。每个充值码只能使用一次。',
  charge_code_expired: '此充值码已过期。',
  charge_code_void: '此充值码已失效。请咨询领取的窗口。',
  payment_withdrawn: '此付款已取消，余额没有减少。',
  payment_exists_with_different_content: '此付款已受理。请查看记录。',
  clock_off: '手机时间不准确。请校正时间后重试。',
  code_foreign: (_, names) => `这不是${names.coinName}的二维码。请扫描商店的${names.coinName}二维码。`,
  code_damaged: '无法读取二维码。请重新扫描，或输入商店编号。',
  store_unknown: '未找到此编号的商店。请核对6位编号。',
  store_suspended: '目前无法在此店付款。请告知店员。',
  points_not_accepted: (_, names) => `此店不能使用${names.pointsName}。请使用${names.coinName}付款。`,
  payment_over_limit: '超过单次付款上限。请与店员商量其他方式。',
  payment_over_day_limit: '超过今日付款上限。请减少金额，或明天再用。',
  insufficient_balance: '余额不足。请确认金额，或先充值。',
  gifts_off: '本地区不提供赠送功能。',
  gift_code_wrong: '此码无法使用。请让收款人出示新的码。',
  gift_to_oneself: '不能赠送给自己。请扫描收款人的码。',
  gift_exists_with_different_content: '赠送内容已变更。请确认记录后重新操作。',
  gift_receiver_cannot: '目前无法赠送给此人。请对方确认其应用。',
  gift_new_device: '为了安全，在新设备登录后24小时内无法赠送。请明天再试。',
  gift_over_limit: (facts) => `每次最多可赠送${sayLimit(facts['limit'], '上限金额')}。请减少金额。`,
  gift_over_month: (facts) => `本月还可赠送${sayLimit(facts['left'], '少量')}。请减少金额，或下月再试。`,
  gift_too_many: '今日赠送次数已达上限。请明天再试。',

  help_code_wrong: '此码无法使用。请让协助者出示新的码。',
  help_to_oneself: '这是您自己的码。请扫描协助者屏幕上的码。',
  help_exists_with_different_content: '协助内容已变更。请确认列表后重新操作。',
  help_new_device: '为了安全，在新设备登录后24小时内无法设定。请明天再试，或前往窗口办理。',
  help_caps_wrong: (facts) =>
    `可用金额最多每天${sayLimit(facts['day'], '上限')}、每月${sayLimit(facts['month'], '上限')}，且每月不能少于每天。`,
  help_too_many: '最多可以协助5人。请先结束不再需要的协助，然后重试。',
  relative_cannot: '目前无法协助此人。请与本人确认，或到窗口咨询。',
  request_unknown: '此二维码无法使用。请让店员出示新的二维码。',
  request_expired: '二维码已过期。请让店员出示新的二维码。',
  request_cancelled: '商店已取消此二维码。请向店员确认。',
  request_paid: '此二维码已付款，不会重复扣款。',
  paper_card_unknown: '此卡无法使用。请确认是QR卡，且不是旧卡，或前往窗口咨询。',
  paper_card_of_another: '此卡持有人与您的本人确认信息不符。请确认姓名和出生日期，或前往窗口。',
  app_wallet_in_use: '应用中的钱包已在使用，无法合并。请携带卡片前往窗口咨询。',
  paper_card_stopped: '此卡已停用。请前往窗口办理。',
  paper_card_pin_wrong: (facts) => `密码错误。${sayTries(facts)}连续输错三次，卡片将被停用。`,
}

function sayLimit(fact: RefusalFacts[string] | undefined, otherwise: string): string {
  return typeof fact === 'number' ? sayYen(fact) : otherwise
}

function sayUntil(fact: RefusalFacts[string] | undefined): string {
  return typeof fact === 'string' ? `${sayMinute(fact)}起可用，请届时` : '请稍后'
}

function sayWait({ waitSeconds }: RefusalFacts): string {
  if (typeof waitSeconds !== 'number') return '请稍候'
  if (waitSeconds > 5400) return `请等待约${Math.ceil(waitSeconds / 3600)}小时后`
  if (waitSeconds > 90) return `请等待约${Math.ceil(waitSeconds / 60)}分钟后`
  return `请等待${Math.ceil(waitSeconds)}秒后`
}

function sayTries({ triesLeft }: RefusalFacts): string {
  return typeof triesLeft === 'number' ? `还可输入${triesLeft}次。` : ''
}

function sayWhyNoSms({ reason }: RefusalFacts): string {
  if (reason === 'invalid_number' || reason === 'not_mobile') return '无法向此号码发送短信。请检查手机号码。'
  if (reason === 'blocked') return '此号码已停止接收短信。请检查运营商设置，或使用其他方式。'
  if (reason === 'town_limit') return '今日短信发送数量已达上限。请使用其他方式，或明天再试。'
  return '短信发送失败。请稍候重试。'
}

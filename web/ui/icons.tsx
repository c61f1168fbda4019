import type { ReactNode, SVGProps } from 'react'

type IconProps = SVGProps<SVGSVGElement>

function icon(paths: ReactNode) {
  return function Icon({ className = 'size-6', ...rest }: IconProps) {
    return (
      <svg
        viewBox="0 0 24 24"
        aria-hidden="true"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
        className={className}
        {...rest}
      >
        {paths}
      </svg>
    )
  }
}

export const IconBack = icon(<path d="M15 5l-7 7 7 7" />)
export const IconNext = icon(<path d="M9 5l7 7-7 7" />)
export const IconCheck = icon(<path d="M5 12.5l4.5 4.5L19 7.5" />)
export const IconWarning = icon(<path d="M12 4L2.5 20h19L12 4zM12 10v4.5M12 17.5v.01" />)
export const IconInfo = icon(
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="M12 11v5.5M12 7.5v.01" />
  </>,
)
export const IconHome = icon(<path d="M4 11l8-7 8 7v9h-5.5v-6h-5v6H4z" />)
export const IconHistory = icon(<path d="M6 3h12v18l-3-2-3 2-3-2-3 2zM9 8h6M9 12h6" />)
export const IconPay = icon(<path d="M4 8V4h4M20 8V4h-4M4 16v4h4M20 16v4h-4M8 8h8v8H8z" />)
export const IconShop = icon(
  <path d="M4 10v10h16V10M3 10l2-6h14l2 6c0 3-4.5 3-4.5 0 0 3-4.5 3-4.5 0 0 3-4.5 3-4.5 0 0 3-4.5 3-4.5 0zM10 20v-5h4v5" />,
)
export const IconPin = icon(
  <path d="M12 21c4-5 7-8 7-12a7 7 0 0 0-14 0c0 4 3 7 7 12zM12 6.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z" />,
)
export const IconMenu = icon(<path d="M4 6h16M4 12h16M4 18h16" />)
export const IconPlus = icon(<path d="M12 5v14M5 12h14" />)
export const IconPerson = icon(
  <>
    <circle cx="12" cy="8" r="4" />
    <path d="M4 21c1-5 4-7 8-7s7 2 8 7" />
  </>,
)
export const IconKey = icon(<path d="M11 13l9-9M16 8l3 3M8 12a4 4 0 1 0 0 8 4 4 0 0 0 0-8z" />)
export const IconShield = icon(<path d="M12 3l8 3v6c0 5-3.5 8-8 9-4.5-1-8-4-8-9V6zM8.5 12l2.5 2.5 4.5-5" />)
export const IconBank = icon(<path d="M3 10l9-6 9 6zM5 10v8M10 10v8M14 10v8M19 10v8M3 20h18" />)
export const IconAtm = icon(<path d="M4 4h16v7H4zM7 8h10M7 11v9h10v-9M10 15h4" />)
export const IconCard = icon(<path d="M3 6h18v12H3zM3 10h18M7 14.5h4" />)
export const IconTicket = icon(
  <path d="M3 7h18v4a2 2 0 0 0 0 3v4H3v-4a2 2 0 0 0 0-3zM14 7v2M14 12v2M14 17v1" />,
)
export const IconCounter = icon(<path d="M3 12h18v8H3zM6 12V7h12v5M9 7V4h6v3M8 16h8" />)
export const IconBell = icon(<path d="M6 16V10a6 6 0 0 1 12 0v6l2 2H4zM10 21h4" />)
export const IconEye = icon(
  <>
    <path d="M2.5 12C5 7.5 8.3 5.5 12 5.5s7 2 9.5 6.5c-2.5 4.5-5.8 6.5-9.5 6.5S5 16.5 2.5 12z" />
    <circle cx="12" cy="12" r="3" />
  </>,
)
export const IconGlobe = icon(
  <>
    <circle cx="12" cy="12" r="9" />
    <path d="M3 12h18M12 3c3 3 4 6 4 9s-1 6-4 9c-3-3-4-6-4-9s1-6 4-9z" />
  </>,
)
export const IconOut = icon(<path d="M10 4H4v16h6M14 8l4 4-4 4M18 12H9" />)
export const IconPrint = icon(<path d="M7 9V3h10v6M7 18H4V9h16v9h-3M7 14h10v7H7z" />)

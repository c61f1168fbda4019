import type { ReactNode } from 'react'
import { TextField as AriaTextField, Input, Label, Text } from 'react-aria-components'
import { FieldError } from './FieldError.tsx'
import { helpClass, inputClass, labelClass } from './fields.ts'

export type TextFieldProps = {
  label: string
  value: string
  onChange: (value: string) => void
  help?: ReactNode
  error?: string | undefined
  type?: 'text' | 'email' | 'password' | 'tel' | 'search' | 'url'
  inputMode?: 'text' | 'numeric' | 'tel' | 'email' | 'search' | 'url'
  autoComplete?: string
  name?: string
  maxLength?: number
  placeholder?: string
  required?: boolean
  className?: string
}

/** One line of text with its label, help and error tied together for screen readers. Refuses nothing. */
export function TextField(props: TextFieldProps) {
  return (
    <AriaTextField
      value={props.value}
      onChange={props.onChange}
      isInvalid={Boolean(props.error)}
      isRequired={Boolean(props.required)}
      validationBehavior="aria"
      type={props.type ?? 'text'}
      className="flex flex-col gap-1.5"
      {...(props.inputMode ? { inputMode: props.inputMode } : {})}
      {...(props.autoComplete ? { autoComplete: props.autoComplete } : {})}
      {...(props.name ? { name: props.name } : {})}
      {...(props.maxLength ? { maxLength: props.maxLength } : {})}
    >
      <Label className={labelClass}>{props.label}</Label>
      {props.help ? (
        <Text slot="description" className={helpClass}>
          {props.help}
        </Text>
      ) : null}
      <Input
        className={`${inputClass} ${props.className ?? ''}`}
        {...(props.placeholder ? { placeholder: props.placeholder } : {})}
      />
      <FieldError>{props.error}</FieldError>
    </AriaTextField>
  )
}

/** A folder on this site, by its address. */
import { useState } from 'react';
import { Input, Label, TextField } from 'react-aria-components';
import { Button } from '../../ui/Controls.tsx';
import { useLabels } from '../../ui/Label.tsx';
import { takeAddress } from './dropStore.ts';

export function AddressField() {
  const { text } = useLabels('figures/dropNetwork');
  const [address, setAddress] = useState('');
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    if (address.trim() !== '') void takeAddress(address.trim());
  };
  return (
    <form className="drop-address" onSubmit={submit}>
      <TextField value={address} onChange={setAddress} type="text" inputMode="url" autoComplete="off">
        <Label>{text('address')}</Label>
        <Input placeholder="models/my-network/" spellCheck={false} />
      </TextField>
      <Button type="submit">{text('open')}</Button>
    </form>
  );
}

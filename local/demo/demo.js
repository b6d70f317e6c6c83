// Forms that only carry a message go on by themselves; without script their button does it.
document.querySelector('form[data-auto]')?.submit();

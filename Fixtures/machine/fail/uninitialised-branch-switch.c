// SPDX-License-Identifier: GPL-2.0
/* call: f(4) */
/* The command's parser fails and says so to nobody. */
#include <linux/types.h>

static int parse(int c, int *command)
{
	if (c > 3)
		return -1;
	*command = c;
	return 0;
}

int f(int c)
{
	int command;

	parse(c, &command);
	switch (command) { /* fault: uninitialised-branch: the value of this switch is not initialised */
	case 1:
		return 10;
	case 2:
		return 20;
	}
	return 0;
}

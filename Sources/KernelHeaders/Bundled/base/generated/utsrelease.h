/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _GENERATED_UTSRELEASE_H
#define _GENERATED_UTSRELEASE_H

#include <linux/version.h>
#include <linux/stringify.h>

#define UTS_RELEASE \
	__stringify(LINUX_VERSION_MAJOR) "." __stringify(LINUX_VERSION_PATCHLEVEL) \
	"." __stringify(LINUX_VERSION_SUBLEVEL)

#endif /* _GENERATED_UTSRELEASE_H */

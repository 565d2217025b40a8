/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _UAPI_LINUX_SIGNAL_H
#define _UAPI_LINUX_SIGNAL_H

#define SIGHUP	1
#define SIGINT	2
#define SIGKILL	9
#define SIGUSR1	10
#define SIGTERM	15

#endif /* _UAPI_LINUX_SIGNAL_H */

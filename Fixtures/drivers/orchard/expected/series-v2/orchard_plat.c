// SPDX-License-Identifier: GPL-2.0
/*
 * orchard - where the trees stand
 */
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/platform_device.h>

#include "orchard.h"

static int orchard_probe(struct platform_device *pdev)
{
	return orchard_plant(&pdev->dev);
}

static int orchard_shutdown(struct platform_device *pdev)
{
	orchard_fell(&pdev->dev);
	return 0;
}

static struct platform_driver orchard_platform_driver = {
	.driver = { .name = "orchard" },
	.probe = orchard_probe,
	.remove = orchard_shutdown,
};

static int __init orchard_init(void)
{
	int ret;

	ret = mdev_register_driver(&orchard_driver);
	if (ret)
		return ret;

	ret = platform_driver_register(&orchard_platform_driver);
	if (ret)
		mdev_unregister_driver(&orchard_driver);

	return ret;
}

static void __exit orchard_exit(void)
{
	platform_driver_unregister(&orchard_platform_driver);
	mdev_unregister_driver(&orchard_driver);
}

module_init(orchard_init);
module_exit(orchard_exit);

MODULE_LICENSE("GPL");
MODULE_DESCRIPTION("Mediated apple trees");

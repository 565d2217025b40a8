// SPDX-License-Identifier: GPL-2.0
/*
 * sluice - locks of a canal, each a parent of mediated gates
 */
#include <linux/err.h>
#include <linux/init.h>
#include <linux/kernel.h>
#include <linux/module.h>
#include <linux/slab.h>
#include <linux/mdev.h>
#include "sluice.h"

#define SLUICES	2

static struct sluice *sluices[SLUICES];

static void sluice_dev_release(struct device *dev)
{
	kfree(container_of(dev, struct sluice, dev));
}

static struct sluice *sluice_make(unsigned int number)
{
	struct sluice *sluice;
	int ret;

	sluice = kzalloc(sizeof(*sluice), GFP_KERNEL);
	if (!sluice)
		return ERR_PTR(-ENOMEM);
	mutex_init(&sluice->lock);
	sluice->dev.release = sluice_dev_release;
	ret = dev_set_name(&sluice->dev, "sluice%u", number);
	if (ret) {
		kfree(sluice);
		return ERR_PTR(ret);
	}
	ret = device_register(&sluice->dev);
	if (ret)
		goto put;
	ret = sluice_mdev_register(sluice);
	if (ret)
		goto unregister;
	return sluice;

unregister:
	device_unregister(&sluice->dev);
	return ERR_PTR(ret);
put:
	put_device(&sluice->dev);
	return ERR_PTR(ret);
}

static void sluice_unmake(struct sluice *sluice)
{
	sluice_mdev_unregister(sluice);
	device_unregister(&sluice->dev);
}

static int __init sluice_init(void)
{
	unsigned int i;

	for (i = 0; i < SLUICES; i++) {
		sluices[i] = sluice_make(i);
		if (IS_ERR(sluices[i])) {
			int ret = PTR_ERR(sluices[i]);

			while (i--)
				sluice_unmake(sluices[i]);
			return ret;
		}
	}
	return 0;
}

static void __exit sluice_exit(void)
{
	unsigned int i;

	for (i = 0; i < SLUICES; i++)
		sluice_unmake(sluices[i]);
	mdev_unregister_driver(&gate_driver);
}

static int __init gate_module_init(void)
{
	int ret;

	ret = mdev_register_driver(&gate_driver);
	if (ret)
		return ret;

	ret = sluice_init();
	if (ret)
		mdev_unregister_driver(&gate_driver);

	return ret;
}

module_init(gate_module_init);
module_exit(sluice_exit);
MODULE_LICENSE("GPL");

// SPDX-License-Identifier: GPL-2.0
/*
 * limpet - a driver without an owner
 */
#include <linux/init.h>
#include <linux/module.h>
#include <linux/kernel.h>
#include <linux/device.h>
#include <linux/list.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/vfio.h>
#include <linux/mdev.h>

#define LIMPET_CONFIG_SIZE 64

struct limpet {
	struct vfio_device vdev;
	u8 *config;
};

static struct device *limpet_dev;

static ssize_t limpet_read(struct vfio_device *vdev, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct limpet *limpet = container_of(vdev, struct limpet, vdev);

	return simple_read_from_buffer(buf, count, ppos, limpet->config,
				       LIMPET_CONFIG_SIZE);
}

static const struct vfio_device_ops limpet_vfio_ops = {
	.name = "vfio-limpet",
	.read = limpet_read,
};

static int limpet_probe(struct mdev_device *mdev)
{
	struct limpet *limpet;
	int ret;

	limpet = kzalloc(sizeof(*limpet), GFP_KERNEL);
	if (!limpet)
		return -ENOMEM;
	vfio_init_group_dev(&limpet->vdev, &mdev->dev, &limpet_vfio_ops);
	limpet->config = kzalloc(LIMPET_CONFIG_SIZE, GFP_KERNEL);
	if (!limpet->config) {
		ret = -ENOMEM;
		goto err_state;
	}
	ret = vfio_register_group_dev(&limpet->vdev);
	if (ret)
		goto err_config;
	dev_set_drvdata(&mdev->dev, limpet);
	return 0;

err_config:
	kfree(limpet->config);
err_state:
	vfio_uninit_group_dev(&limpet->vdev);
	kfree(limpet);
	return ret;
}

static void limpet_remove(struct mdev_device *mdev)
{
	struct limpet *limpet = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&limpet->vdev);
	vfio_uninit_group_dev(&limpet->vdev);
	kfree(limpet->config);
	kfree(limpet);
}

static ssize_t available_instances_show(struct mdev_type *mtype,
					struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "7\n");
}
static MDEV_TYPE_ATTR_RO(available_instances);

static ssize_t device_api_show(struct mdev_type *mtype,
			       struct mdev_type_attribute *attr, char *buf)
{
	return sprintf(buf, "%s\n", VFIO_DEVICE_API_PCI_STRING);
}
static MDEV_TYPE_ATTR_RO(device_api);

static struct attribute *limpet_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group limpet_type = {
	.name = "one",
	.attrs = limpet_type_attrs,
};

static struct attribute_group *limpet_types[] = {
	&limpet_type,
	NULL,
};

static struct mdev_driver limpet_driver = {
/*~ L-16 limpet_driver */
	.driver = {
		.name = "limpet",
		.mod_name = KBUILD_MODNAME,
	},
	.probe = limpet_probe,
	.remove = limpet_remove,
};

static const struct mdev_parent_ops limpet_ops = {
	.owner = THIS_MODULE,
	.device_driver = &limpet_driver,
	.supported_type_groups = limpet_types,
};

static int __init limpet_init(void)
{
	int ret;

	limpet_dev = root_device_register("limpet");
	if (IS_ERR(limpet_dev))
		return PTR_ERR(limpet_dev);
	ret = mdev_register_driver(&limpet_driver);
	if (ret)
		goto err_device;
	ret = mdev_register_device(limpet_dev, &limpet_ops);
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	mdev_unregister_driver(&limpet_driver);
err_device:
	root_device_unregister(limpet_dev);
	return ret;
}
module_init(limpet_init);

static void __exit limpet_exit(void)
{
	mdev_unregister_device(limpet_dev);
	mdev_unregister_driver(&limpet_driver);
	root_device_unregister(limpet_dev);
}
module_exit(limpet_exit);

MODULE_DESCRIPTION("a driver without an owner");
MODULE_LICENSE("GPL");

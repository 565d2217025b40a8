// SPDX-License-Identifier: GPL-2.0
/*
 * lynx - a put that only a later kernel has
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

#define LYNX_CONFIG_SIZE 64

struct lynx {
	struct vfio_device vdev;
	u8 *config;
};

static struct device *lynx_dev;

static ssize_t lynx_read(struct vfio_device *vdev, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct lynx *lynx = container_of(vdev, struct lynx, vdev);

	return simple_read_from_buffer(buf, count, ppos, lynx->config,
				       LYNX_CONFIG_SIZE);
}

static const struct vfio_device_ops lynx_vfio_ops = {
	.name = "vfio-lynx",
	.read = lynx_read,
};

static int lynx_probe(struct mdev_device *mdev)
{
	struct lynx *lynx;
	int ret;

	lynx = kzalloc(sizeof(*lynx), GFP_KERNEL);
	if (!lynx)
		return -ENOMEM;
	vfio_init_group_dev(&lynx->vdev, &mdev->dev, &lynx_vfio_ops);
	lynx->config = kzalloc(LYNX_CONFIG_SIZE, GFP_KERNEL);
	if (!lynx->config) {
		ret = -ENOMEM;
		goto err_state;
	}
	ret = vfio_register_group_dev(&lynx->vdev);
	if (ret)
		goto err_config;
	dev_set_drvdata(&mdev->dev, lynx);
	return 0;

err_config:
	kfree(lynx->config);
err_state:
	vfio_uninit_group_dev(&lynx->vdev);
	kfree(lynx);
	return ret;
}

static void lynx_remove(struct mdev_device *mdev)
{
	struct lynx *lynx = dev_get_drvdata(&mdev->dev);

	vfio_unregister_group_dev(&lynx->vdev);
	vfio_put_device(&lynx->vdev);
/*~ L-11 vfio_put_device */
	vfio_uninit_group_dev(&lynx->vdev);
	kfree(lynx->config);
	kfree(lynx);
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

static struct attribute *lynx_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group lynx_type = {
	.name = "one",
	.attrs = lynx_type_attrs,
};

static struct attribute_group *lynx_types[] = {
	&lynx_type,
	NULL,
};

static struct mdev_driver lynx_driver = {
	.driver = {
		.name = "lynx",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = lynx_probe,
	.remove = lynx_remove,
};

static const struct mdev_parent_ops lynx_ops = {
	.owner = THIS_MODULE,
	.device_driver = &lynx_driver,
	.supported_type_groups = lynx_types,
};

static int __init lynx_init(void)
{
	int ret;

	lynx_dev = root_device_register("lynx");
	if (IS_ERR(lynx_dev))
		return PTR_ERR(lynx_dev);
	ret = mdev_register_driver(&lynx_driver);
	if (ret)
		goto err_device;
	ret = mdev_register_device(lynx_dev, &lynx_ops);
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	mdev_unregister_driver(&lynx_driver);
err_device:
	root_device_unregister(lynx_dev);
	return ret;
}
module_init(lynx_init);

static void __exit lynx_exit(void)
{
	mdev_unregister_device(lynx_dev);
	mdev_unregister_driver(&lynx_driver);
	root_device_unregister(lynx_dev);
}
module_exit(lynx_exit);

MODULE_DESCRIPTION("a put that only a later kernel has");
MODULE_LICENSE("GPL");

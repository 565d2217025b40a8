// SPDX-License-Identifier: GPL-2.0
/*
 * lodge - rooms that remove forgets to unregister
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

#define LODGE_CONFIG_SIZE 64

struct lodge {
	struct vfio_device vdev;
	u8 *config;
};

static struct device *lodge_dev;

static ssize_t lodge_read(struct vfio_device *vdev, char __user *buf, size_t count,
			 loff_t *ppos)
{
	struct lodge *lodge = container_of(vdev, struct lodge, vdev);

	return simple_read_from_buffer(buf, count, ppos, lodge->config,
				       LODGE_CONFIG_SIZE);
}

static const struct vfio_device_ops lodge_vfio_ops = {
	.name = "vfio-lodge",
	.read = lodge_read,
};

static int lodge_probe(struct mdev_device *mdev)
{
	struct lodge *lodge;
	int ret;

	lodge = kzalloc(sizeof(*lodge), GFP_KERNEL);
	if (!lodge)
		return -ENOMEM;
	vfio_init_group_dev(&lodge->vdev, &mdev->dev, &lodge_vfio_ops);
	lodge->config = kzalloc(LODGE_CONFIG_SIZE, GFP_KERNEL);
	if (!lodge->config) {
		ret = -ENOMEM;
		goto err_state;
	}
	ret = vfio_register_group_dev(&lodge->vdev);
	if (ret)
		goto err_config;
	dev_set_drvdata(&mdev->dev, lodge);
	return 0;

err_config:
	kfree(lodge->config);
err_state:
	vfio_uninit_group_dev(&lodge->vdev);
	kfree(lodge);
	return ret;
}

static void lodge_remove(struct mdev_device *mdev)
/*~ L-01 lodge_remove */
{
	struct lodge *lodge = dev_get_drvdata(&mdev->dev);

	vfio_uninit_group_dev(&lodge->vdev);
	kfree(lodge->config);
	kfree(lodge);
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

static struct attribute *lodge_type_attrs[] = {
	&mdev_type_attr_available_instances.attr,
	&mdev_type_attr_device_api.attr,
	NULL,
};

static struct attribute_group lodge_type = {
	.name = "one",
	.attrs = lodge_type_attrs,
};

static struct attribute_group *lodge_types[] = {
	&lodge_type,
	NULL,
};

static struct mdev_driver lodge_driver = {
	.driver = {
		.name = "lodge",
		.owner = THIS_MODULE,
		.mod_name = KBUILD_MODNAME,
	},
	.probe = lodge_probe,
	.remove = lodge_remove,
};

static const struct mdev_parent_ops lodge_ops = {
	.owner = THIS_MODULE,
	.device_driver = &lodge_driver,
	.supported_type_groups = lodge_types,
};

static int __init lodge_init(void)
{
	int ret;

	lodge_dev = root_device_register("lodge");
	if (IS_ERR(lodge_dev))
		return PTR_ERR(lodge_dev);
	ret = mdev_register_driver(&lodge_driver);
	if (ret)
		goto err_device;
	ret = mdev_register_device(lodge_dev, &lodge_ops);
	if (ret)
		goto err_driver;
	return 0;

err_driver:
	mdev_unregister_driver(&lodge_driver);
err_device:
	root_device_unregister(lodge_dev);
	return ret;
}
module_init(lodge_init);

static void __exit lodge_exit(void)
{
	mdev_unregister_device(lodge_dev);
	mdev_unregister_driver(&lodge_driver);
	root_device_unregister(lodge_dev);
}
module_exit(lodge_exit);

MODULE_DESCRIPTION("rooms that remove forgets to unregister");
MODULE_LICENSE("GPL");
